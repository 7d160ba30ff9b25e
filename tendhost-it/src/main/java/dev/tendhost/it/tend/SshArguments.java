package dev.tendhost.it.tend;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that says which hosts, and how they are reached. */
final class SshArguments {
  @Option(
      names = "--host",
      paramLabel = "HOST",
      arity = "1..*",
      converter = HostConverter.class,
      description = {
        "Hosts to tend over SSH; repeatable:",
        "[name=][user@]address[:port]",
        "[name=][user@][IPv6 address][:port]",
        "The user is you and the port 22 unless told. Without hosts: this machine, by itself and"
            + " through an SSH server on loopback that lives as long as the run."
      })
  List<HostArgument> hosts = new ArrayList<>();

  @Option(
      names = "--local",
      description = "Tend this machine by itself, alone or beside the hosts.")
  boolean local;

  @Option(
      names = "--identity",
      paramLabel = "FILE",
      converter = FileConverter.class,
      description = "A private key to log in with; repeatable.")
  List<Path> identities = new ArrayList<>();

  @Option(
      names = "--known-hosts",
      paramLabel = "FILE",
      converter = FileConverter.class,
      description = "The keys of the hosts; default: ~/.ssh/known_hosts.")
  @Nullable Path knownHosts;

  @Option(
      names = "--accept-new-host-keys",
      description = "Note the key of a host not seen before; a changed key is refused always.")
  boolean acceptNewHostKeys;

  @Option(names = "--sudo", description = "Become root by sudo where root is needed.")
  boolean sudo;

  /** Whether an option was given that says how to log in to hosts. */
  boolean concernHosts() {
    return !identities.isEmpty() || knownHosts != null || acceptNewHostKeys;
  }
}
