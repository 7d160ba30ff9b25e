package dev.tendhost.it.bench.ssh;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A program that asks many hosts at once.
 *
 * @param name what people call it
 * @param words how it is started
 * @param environment variables it wants
 */
record Client(String name, List<String> words, Map<String, String> environment) {
  static final List<String> PEERS = List.of("pdsh", "parallel-ssh", "clush", "ansible");
  static final String OURS = "tendhost";

  /** For a peer whose ssh(1) has to agree on the key exchange that ours prefers. */
  static final String SAME_EXCHANGE = ", curve25519";

  /** What whoever runs a small program once would choose for it. */
  static final String OURS_TUNED = "tendhost, C1 and serial GC";

  private static final List<String> TUNING = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /** The file of a program on the path, or where system programs are. */
  static Optional<Path> find(String program) {
    String path = System.getenv().getOrDefault("PATH", "") + ":/usr/sbin:/usr/bin";
    for (String directory : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(directory, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }

  /** Ours, as a new JVM each time; first with no options at all. */
  static List<Client> ours(LoopbackSshd sshd, Path hosts, int atOnce) {
    List<String> rest =
        List.of(
            "-cp",
            classPath(),
            OneShot.class.getName(),
            Integer.toString(sshd.port()),
            sshd.user(),
            sshd.userKey().toString(),
            sshd.knownHosts().toString(),
            hosts.toString(),
            Integer.toString(atOnce));
    return List.of(
        new Client(OURS, java(List.of(), rest), Map.of()),
        new Client(OURS_TUNED, java(TUNING, rest), Map.of()));
  }

  /** As a program has it that uses the published jars: what is not packed here comes last. */
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .sorted(Comparator.comparing(entry -> !entry.endsWith(".jar")))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static List<String> java(List<String> options, List<String> rest) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(options);
    words.addAll(rest);
    return words;
  }

  /** One of {@link #PEERS}, without connections that outlive it. */
  static Client peer(String name, LoopbackSshd sshd, Path hosts, int atOnce) {
    return peer(name, "-F " + sshd.clientConfig(), sshd, hosts, atOnce);
  }

  /** The same with {@link #SAME_EXCHANGE}. */
  static Client peerSameExchange(String name, LoopbackSshd sshd, Path hosts, int atOnce) {
    String config = "-F " + sshd.clientConfig() + " -o KexAlgorithms=curve25519-sha256";
    Client peer = peer(name, config, sshd, hosts, atOnce);
    return new Client(name + SAME_EXCHANGE, peer.words(), peer.environment());
  }

  private static Client peer(
      String name, String config, LoopbackSshd sshd, Path hosts, int atOnce) {
    String many = Integer.toString(atOnce);
    String file = hosts.toString();
    String cat = "cat " + LoopbackSshd.FILE;
    return switch (name) {
      case "pdsh" ->
          new Client(
              name,
              List.of(name, "-R", "ssh", "-f", many, "-w", "^" + file, cat),
              Map.of("PDSH_SSH_ARGS_APPEND", config));
      case "parallel-ssh" ->
          new Client(
              name, List.of(name, "-i", "-p", many, "-h", file, "-x", config, cat), Map.of());
      case "clush" ->
          new Client(
              name, List.of(name, "-f", many, "--hostfile", file, "-o", config, cat), Map.of());
      case "ansible" ->
          new Client(
              name,
              List.of(name, "all", "-i", file, "-f", many, "-m", "raw", "-a", cat),
              Map.of(
                  "ANSIBLE_SSH_ARGS",
                  config,
                  "ANSIBLE_CONFIG",
                  sshd.emptyConfig().toString(),
                  "ANSIBLE_HOME",
                  sshd.directory().resolve("ansible").toString()));
      default -> throw new IllegalArgumentException(name + " is none of " + PEERS);
    };
  }
}
