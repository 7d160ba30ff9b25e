/** Executors: run commands on this machine, and on others over SSH. */
module dev.tendhost.exec {
  requires transitive dev.tendhost.core;
  requires org.apache.sshd.osgi;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports dev.tendhost.exec;
  exports dev.tendhost.exec.ssh;
}
