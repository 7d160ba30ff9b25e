/** The domain, the ports and the actors that mind a fleet of hosts. */
module dev.tendhost.core {
  requires transitive dev.tendhost.api;
  requires transitive io.vertx.core;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.tendhost.core;
  exports dev.tendhost.core.config;
  exports dev.tendhost.core.error;
  exports dev.tendhost.core.job;
  exports dev.tendhost.core.port;
  exports dev.tendhost.core.stream;

  opens dev.tendhost.core.actor to
      com.fasterxml.jackson.databind;

  uses dev.tendhost.core.port.PackageManagerProvider;
}
