package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.Daemon;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The processes of a host from its start to its end, in namespaces of their own; see host.sh. */
final class HostProcess implements AutoCloseable {
  private static final long SECONDS_TO_DIE = 20;
  private static final List<String> ENVIRONMENT =
      List.of(
          "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
          "HOME=/root",
          "LC_ALL=C.UTF-8",
          "DEBIAN_FRONTEND=noninteractive");

  private final Daemon daemon;
  private final long init;

  private HostProcess(Daemon daemon) {
    this.daemon = daemon;
    this.init = daemon.children().get(0).pid();
  }

  /** Starts a host, which is ready for logins then. */
  static HostProcess start(Path base, HostFiles files) {
    List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--pid", "--uts", "--ipc"));
    words.addAll(List.of("--fork", "--kill-child", "--propagation", "private", "--"));
    words.addAll(List.of("sh", Base.SCRIPTS.resolve("host.sh").toString(), files.name()));
    words.addAll(List.of(files.address(), Integer.toString(files.port())));
    words.addAll(List.of(files.directory().toString(), base.toString()));
    Daemon daemon = new Daemon("Server listening on", words);
    if (!daemon.awaitReady()) {
      daemon.close();
      throw new AssertionError("the host did not start: " + daemon.log());
    }
    return new HostProcess(daemon);
  }

  /** The number that its PID 1 has outside. */
  long init() {
    return init;
  }

  /** A file of the host as this machine sees it. */
  Path file(String path) {
    return Path.of("/proc/" + init + "/root" + path);
  }

  /** Runs a shell as root in the host, past sshd. */
  Ran run(Duration limit, String shell) {
    List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(init)));
    words.addAll(List.of("--mount", "--pid", "--uts", "--ipc", "--", "env", "-i"));
    words.addAll(ENVIRONMENT);
    words.addAll(List.of("sh", "-c", shell));
    return Ran.of(limit, words);
  }

  /** All that runs in the host. */
  List<ProcessHandle> processes() {
    return daemon.descendants();
  }

  /** What sshd has logged. */
  List<String> log() {
    return daemon.log();
  }

  /** Kills PID 1; every other process goes before it is gone, and the mounts with the last. */
  @Override
  public void close() {
    daemon.close();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_DIE);
    while (alive()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the host's PID 1 does not die: " + init);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** A zombie is dead, however late its new parent looks at it. */
  private boolean alive() {
    try {
      String stat = Files.readString(Path.of("/proc", Long.toString(init), "stat"));
      return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
    } catch (IOException gone) {
      return false;
    }
  }
}
