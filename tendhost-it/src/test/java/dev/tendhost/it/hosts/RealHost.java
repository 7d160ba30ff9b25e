package dev.tendhost.it.hosts;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A whole host on this machine: a root file system, processes, a name and an sshd of its own, on an
 * address of its own on loopback. It shares the machine's kernel, clock and network. Needs root.
 *
 * <p>Tests log in with {@link #managed} and {@link #sshOptions}; they arrange and look with {@link
 * #run}, which goes past sshd. Not thread-safe.
 */
public abstract class RealHost implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(2);
  private static final int SECONDS = 20;

  /** Lists the number of every sshd but the listener, whose connections would else outlive it. */
  private static final String SESSIONS =
      "for p in $(pgrep -x sshd); do [ $p = $(cat /run/sshd.pid) ] || echo $p; done";

  private final Path base;
  private final HostFiles files;
  private HostProcess process;

  RealHost(String kind) {
    base = Base.of(kind);
    files = new HostFiles(kind);
    process = HostProcess.start(base, files);
  }

  /** What it calls itself, such as {@code apt-1-2-3}; no other host is called so. */
  public final String name() {
    return files.name();
  }

  /** Its address, which no other host has. */
  public final String address() {
    return files.address();
  }

  /** The port of its sshd. */
  public final int port() {
    return files.port();
  }

  /** The private key that lets in root and ops; not encrypted, OpenSSH format, ed25519. */
  public final Path userKey() {
    return files.userKey();
  }

  /** A known_hosts file with its key. */
  public final Path knownHosts() {
    return files.knownHosts();
  }

  /** What an executor has to know of it, with {@link #sshOptions}. */
  public final SshOptions sshOptions() {
    return SshOptions.defaults()
        .withHostKeys(HostKeyPolicy.strict().withKnownHosts(knownHosts()))
        .withIdentities(userKey())
        .withAgent(false);
  }

  /**
   * The host as a fleet knows it.
   *
   * @param user {@code root}, or {@code ops}, who may do everything by sudo without a password
   */
  public final ManagedHost managed(String user) {
    return managed(user, Map.of());
  }

  /** The same with settings, such as {@code compose.paths}. */
  public final ManagedHost managed(String user, Map<String, String> settings) {
    return new ManagedHost(HostName.of(name()), address(), port(), user, Set.of(), settings);
  }

  /**
   * Runs a shell as root, past sshd, and gives back its output; fails the test unless it exits with
   * 0.
   */
  public final String run(String shell) {
    return look(shell).ok().stdout();
  }

  /** Runs a shell as root, past sshd, however it ends. */
  public final Ran look(String shell) {
    return process.run(LIMIT, shell);
  }

  /** Waits until it has a file, for {@value #SECONDS} seconds at most. */
  public final void await(String path) {
    int times = SECONDS * 50;
    String wait = "for i in $(seq %d); do [ -e '%s' ] && exit; sleep 0.02; done; exit 1";
    run(wait.formatted(times, path));
  }

  /** Runs a shell as a person would, by ssh. */
  public final Ran ssh(String user, String shell) {
    return Ran.of(
        LIMIT,
        List.of(
            "ssh",
            "-F",
            "none",
            "-i",
            userKey().toString(),
            "-p",
            Integer.toString(port()),
            "-o",
            "UserKnownHostsFile=" + knownHosts(),
            "-o",
            "BatchMode=yes",
            "-o",
            "ConnectTimeout=5",
            user + "@" + address(),
            shell));
  }

  /** A file of it, as this machine sees it; no symbolic link of the host leads into it. */
  public final Path file(String path) {
    return process.file(path);
  }

  /** Writes a file of it, and the directories that it is in. */
  public final void write(String path, String text) {
    try {
      Path file = file(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All its processes. */
  public final List<ProcessHandle> processes() {
    return process.processes();
  }

  /** Stops sshd and its connections in their tracks: TCP answers, SSH never does. */
  public final void freeze() {
    run("pkill -STOP -x sshd");
  }

  /** Ends {@link #freeze}. */
  public final void thaw() {
    run("pkill -CONT -x sshd");
  }

  /** Cuts every SSH connection; what they run is not told. New ones are let in. */
  public final void killSessions() {
    run("kill -9 $(" + SESSIONS + ") || :");
  }

  /** Fills its disk (256 MB) until so many bytes are left; a root of its own does not help it. */
  public final void fillDisk(long left) {
    freeDisk();
    long free = Long.parseLong(run("df --output=avail -B1 / | tail -n 1").strip());
    run("fallocate -l " + (free - left) + " /var/fill");
  }

  /** Ends {@link #fillDisk}. */
  public final void freeDisk() {
    run("rm -f /var/fill");
  }

  /** Throws away all that happened to it; its address and keys stay. Takes less than a second. */
  public final void reset() {
    process.close();
    discard();
    process = HostProcess.start(base, files);
    prepare();
  }

  /** As {@link #reset}, but it comes back with a key that nobody knows. */
  public final void resetWithAnotherKey() {
    try {
      files.changeHostKey();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    reset();
  }

  /** Ends it; no process, mount or file of it is left. */
  @Override
  public final void close() {
    process.close();
    discard();
    end();
    files.delete();
  }

  /** What it started from; nobody writes to that. */
  final Path base() {
    return base;
  }

  /** Done after each start. */
  abstract void prepare();

  /** Done after each end: what the host kept outside itself goes. */
  abstract void discard();

  /** Done at the very end. */
  abstract void end();
}
