/** Executors: run commands on this machine. */
module dev.tendhost.exec {
  requires transitive dev.tendhost.core;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.tendhost.exec;
}
