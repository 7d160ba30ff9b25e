/** The words on the wire: names, states, events, requests and responses; no behaviour. */
module dev.tendhost.api {
  requires transitive com.fasterxml.jackson.annotation;
  requires static transitive org.jspecify;

  exports dev.tendhost.api;
  exports dev.tendhost.api.event;
  exports dev.tendhost.api.request;
  exports dev.tendhost.api.response;
}
