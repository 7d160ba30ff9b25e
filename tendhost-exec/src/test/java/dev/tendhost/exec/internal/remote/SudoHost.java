package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.fixture.Tools;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.opentest4j.TestAbortedException;

/**
 * A stock sshd with a real sudo and a user of its own, in a mount namespace where /etc and /run are
 * copies: nothing of the machine is changed. Needs root.
 */
final class SudoHost implements AutoCloseable {
  static final String USER = "tend";
  static final String PASSWORD = "correct horse";

  private static final String PREPARE =
      """
      set -e
      mkdir etc
      mount -t tmpfs -o mode=755 tmpfs etc
      cp -a /etc/. etc/
      mount --bind etc /etc
      mount -t tmpfs -o mode=755 tmpfs /run
      mkdir -m 755 /run/sshd /run/tend
      echo 'tend:x:4242:4242::/run/tend:/bin/sh' >>/etc/passwd
      echo 'tend:x:4242:' >>/etc/group
      echo 'tend:$6$tendhost$03JT6vOL9mepR7tIeziAuwi1W4A6lQ5QOVSRCLnZnn9ud3wY2Zw4Jlmq2DJ1I7d2bCdc/LkK6GSkVxB42M32J1:19000:0:99999:7:::' >>/etc/shadow
      chown 4242:4242 /run/tend
      rm -rf /etc/sudoers.d
      exec %s -D -e -f sshd_config
      """;

  private final Path directory;
  private final Process process;
  private final int port;
  private final Queue<String> log = new ConcurrentLinkedQueue<>();
  private final CountDownLatch listening = new CountDownLatch(1);

  private SudoHost(Path directory, int port) throws IOException {
    this.directory = directory;
    this.port = port;
    Tools.run(
        "ssh-keygen",
        "-q",
        "-t",
        "ecdsa",
        "-N",
        "",
        "-f",
        directory.resolve("host_key").toString());
    Files.writeString(
        directory.resolve("authorized_keys"),
        PublicKeyEntry.toString(TestSession.KEY.getPublic()) + "\n");
    Files.write(
        directory.resolve("sshd_config"),
        List.of(
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + directory.resolve("host_key"),
            "AuthorizedKeysFile " + directory.resolve("authorized_keys"),
            "PidFile none",
            "StrictModes no",
            "UsePAM no"));
    Tools.run("chmod", "755", directory.toString());
    String script = PREPARE.formatted(Tools.need("sshd"));
    process =
        new ProcessBuilder("unshare", "--mount", "sh", "-c", script)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    Thread reader = new Thread(this::readLog, "sshd-log");
    reader.setDaemon(true);
    reader.start();
  }

  static SudoHost start() {
    Tools.need("sudo");
    if (!Tools.root()) {
      throw new TestAbortedException("skipped: a host of its own needs root");
    }
    try {
      SudoHost host = new SudoHost(Files.createTempDirectory("tendhost-sudo-"), freePort());
      if (!host.listening.await(20, TimeUnit.SECONDS)) {
        host.close();
        throw new AssertionError("sshd did not start: " + host.log);
      }
      return host;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return port;
  }

  /** Replaces the host's sudoers and forgets who has given a password. */
  void sudoers(String... lines) {
    try {
      Path file = inside("/etc/sudoers");
      Files.deleteIfExists(file);
      Files.write(file, List.of(lines));
      Tools.run("chmod", "440", file.toString());
      Tools.run("rm", "-rf", inside("/run/sudo").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the host, seen from here. */
  Path inside(String path) {
    return Path.of("/proc/" + process.pid() + "/root" + path);
  }

  @Override
  public void close() {
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
    Tools.run("rm", "-rf", directory.toString());
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void readLog() {
    try (BufferedReader reader = process.inputReader()) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        log.add(line);
        if (line.startsWith("Server listening on")) {
          listening.countDown();
        }
      }
    } catch (IOException e) {
      log.add(e.toString());
    }
  }
}
