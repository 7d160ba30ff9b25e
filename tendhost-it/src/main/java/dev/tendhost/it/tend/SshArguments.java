package dev.tendhost.it.tend;

import dev.tendhost.core.config.HostConfig;
import java.nio.file.Files;
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

  @Option(
      names = "--ssh-config",
      paramLabel = "FILE",
      converter = FileConverter.class,
      description = {
        "An ssh_config file, such as ~/.ssh/config, that says how hosts are reached; default: none"
            + " is read. What is typed goes first: user and port of --host, --identity."
      })
  @Nullable Path configFile;

  @Option(names = "--sudo", description = "Become root by sudo where root is needed.")
  boolean sudo;

  /** What is wrong with the options together, or with a file that they name; null: nothing. */
  @Nullable String wrong() {
    boolean concernHosts =
        !identities.isEmpty() || knownHosts != null || configFile != null || acceptNewHostKeys;
    if (hosts.isEmpty() && concernHosts) {
      return "--identity, --known-hosts, --ssh-config and --accept-new-host-keys are for hosts;"
          + " name one: --host user@address";
    }
    for (Path identity : identities) {
      if (!Files.isReadable(identity)) {
        return "--identity " + identity + ": there is no such file, or it is not readable";
      }
    }
    return configFile == null ? null : unreadable("--ssh-config " + configFile, configFile);
  }

  private static @Nullable String unreadable(String option, Path file) {
    if (!Files.exists(file)) {
      return option + ": there is no such file";
    } else if (Files.isDirectory(file)) {
      return option + ": that is a directory; name the file in it";
    }
    return Files.isReadable(file)
        ? null
        : option + ": this user may not read it; let it, or name another file";
  }

  /** The hosts, reached as the options say. */
  List<HostConfig> configs() {
    return hosts.stream()
        .map(host -> Transports.overSsh(configFile == null ? host.config() : host.configByFile()))
        .toList();
  }
}
