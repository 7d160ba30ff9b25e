package dev.tendhost.it.bench.ssh;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An sshd on loopback for whoever runs this, which is every host: for ssh(1) any name leads there.
 * It takes connections as fast as they come, and no start-up file of a shell costs time.
 */
final class LoopbackSshd implements AutoCloseable {
  static final String ADDRESS = "127.0.0.1";

  /** What every host is asked for. */
  static final String FILE = "/etc/os-release";

  private final Path directory = Files.createTempDirectory("tendhost-bench-");
  private final int port;
  private final Process process;
  private final Thread hook = new Thread(this::end);

  LoopbackSshd(Path sshd) throws IOException {
    keygen("host_key");
    keygen("user_key");
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    String publicKey = Files.readString(directory.resolve("host_key.pub"));
    Files.writeString(knownHosts(), "[" + ADDRESS + "]:" + port + " " + publicKey);
    Files.write(directory.resolve("sshd_config"), serverConfig());
    Files.write(clientConfig(), clientLines());
    Files.writeString(emptyConfig(), "");
    Runtime.getRuntime().addShutdownHook(hook);
    process = new ProcessBuilder(command(sshd)).redirectErrorStream(true).start();
    process.getOutputStream().close();
    awaitReady();
  }

  int port() {
    return port;
  }

  String user() {
    return System.getProperty("user.name");
  }

  Path userKey() {
    return directory.resolve("user_key");
  }

  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** An ssh_config for the peers. */
  Path clientConfig() {
    return directory.resolve("ssh_config");
  }

  /** A file of settings without any, for who must not read the user's. */
  Path emptyConfig() {
    return directory.resolve("empty.cfg");
  }

  /** Where a client may leave its files. */
  Path directory() {
    return directory;
  }

  /** Names of so many hosts. */
  static List<String> hosts(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> String.format("h%04d", i)).toList();
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(hook);
    end();
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void end() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    process.destroy();
    all.forEach(ProcessHandle::destroy);
  }

  /** As root sshd wants a directory that only its service makes. */
  private List<String> command(Path sshd) {
    List<String> words =
        List.of(sshd.toString(), "-D", "-e", "-f", directory.resolve("sshd_config").toString());
    if (!user().equals("root") || Files.isDirectory(Path.of("/run/sshd"))) {
      return words;
    }
    String prepare = "mount -t tmpfs tmpfs /run && mkdir -m 755 /run/sshd && exec ";
    return List.of("unshare", "--mount", "sh", "-c", prepare + String.join(" ", words));
  }

  private void awaitReady() throws IOException {
    BufferedReader log = process.inputReader();
    List<String> said = new ArrayList<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      said.add(line);
      if (line.startsWith("Server listening on")) {
        Thread reader = new Thread(() -> drain(log), "sshd-log");
        reader.setDaemon(true);
        reader.start();
        return;
      }
    }
    throw new IOException("sshd did not start: " + said);
  }

  private static void drain(BufferedReader log) {
    try {
      log.transferTo(Writer.nullWriter());
    } catch (IOException ended) {
      // Its process is gone.
    }
  }

  private List<String> serverConfig() {
    return List.of(
        "Port " + port,
        "ListenAddress " + ADDRESS,
        "HostKey " + directory.resolve("host_key"),
        "AuthorizedKeysFile " + directory.resolve("user_key.pub"),
        "MaxStartups 1000",
        "SetEnv SHLVL=5", // a bash that is not the first reads no .bashrc
        "PidFile none",
        "StrictModes no",
        "UsePAM no",
        "UseDNS no",
        "PrintMotd no",
        "PermitUserRC no",
        "PermitRootLogin yes");
  }

  private List<String> clientLines() {
    return List.of(
        "Host *",
        "HostName " + ADDRESS,
        "Port " + port,
        "User " + user(),
        "IdentityFile " + userKey(),
        "IdentitiesOnly yes",
        "IdentityAgent none",
        "UserKnownHostsFile " + knownHosts(),
        "GlobalKnownHostsFile /dev/null",
        "StrictHostKeyChecking yes",
        "UpdateHostKeys no",
        "BatchMode yes");
  }

  private void keygen(String name) throws IOException {
    String file = directory.resolve(name).toString();
    Process made =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file)
            .inheritIO()
            .start();
    try {
      if (made.waitFor() != 0) {
        throw new IOException("ssh-keygen failed");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
