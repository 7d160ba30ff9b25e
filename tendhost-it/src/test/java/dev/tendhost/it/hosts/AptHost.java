package dev.tendhost.it.hosts;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A Debian host, whose packages come from a mirror of its own with two suites, {@code tests} and
 * {@code tests-security}. A new one has fetched no lists and has nothing to upgrade.
 *
 * <pre>
 * try (AptHost host = AptHost.start()) {
 *   host.install(DebPackage.of("a", "1"));
 *   host.publish(DebPackage.of("a", "2").depends("b"), DebPackage.of("b", "2"));
 *   ... // apt-get update finds it
 * }
 * </pre>
 */
public final class AptHost extends RealHost {
  private static final List<String> SUITES = List.of("tests", "tests-security");
  private static final String SOURCES = "/etc/apt/sources.list";

  private final Mirror mirror = new Mirror(address());

  private AptHost() {
    super("apt");
    prepare();
  }

  /** Starts a host; the first of all builds what they start from, in half a minute. */
  public static AptHost start() {
    return new AptHost();
  }

  /** Where its packages come from. */
  public Mirror mirror() {
    return mirror;
  }

  /** Installs packages, all at once, which its mirror does not have. */
  public void install(DebPackage... packages) {
    DebSource.install(this, packages);
  }

  /** Installs a package as somebody does who holds {@link AptLock#FRONTEND}; it may fail. */
  public void installAsHolder(DebPackage one) {
    String file = "/root/" + one.build(file("/root")).getFileName();
    look("DPKG_FRONTEND_LOCKED=1 dpkg -i " + file + "; rm " + file);
  }

  /** Puts packages on its mirror; what was there stays. */
  public void publish(DebPackage... packages) {
    publish(SUITES.get(0), packages);
  }

  /** The same, into the suite that is for security. */
  public void publishSecurity(DebPackage... packages) {
    publish(SUITES.get(1), packages);
  }

  /** Fetches the lists of packages. */
  public void update() {
    run("apt-get -q update");
  }

  /** Whether its sources are to be used although nobody has signed them; they are, unless told. */
  public void trust(boolean trusted) {
    write(
        SOURCES,
        SUITES.stream().map(suite -> source(suite, trusted)).collect(Collectors.joining()));
  }

  /**
   * What dpkg says of a package: {@code ii 1.0} is installed, {@code iF 1.0} half configured,
   * {@code un} not there. Empty if it knows nothing of it.
   */
  public String state(String name) {
    String format = "${db:Status-Abbrev} ${Version}";
    return look("dpkg-query -W -f='" + format + "' " + name).stdout().replaceAll(" +", " ").strip();
  }

  /** Takes a lock, until it is closed. */
  public HeldLock holdLock(AptLock lock) {
    return new HeldLock(this, lock.path(), "unattended-upgr");
  }

  /** Leaves dpkg as the loss of power does while the postinst of a package runs. */
  public void interruptDpkg(DebPackage one) {
    Path deb = one.postinstWaitsFor("/run/never").build(file("/root"));
    run("setsid dpkg -i /root/" + deb.getFileName() + " >/dev/null 2>&1 & echo $! >/run/dpkg.pid");
    await("/run/never.waiting");
    run(
        "kill -9 -$(cat /run/dpkg.pid); rm /run/never.waiting /run/dpkg.pid /root/"
            + deb.getFileName());
  }

  @Override
  void prepare() {
    trust(true);
    SUITES.forEach(this::index);
  }

  @Override
  void discard() {
    mirror.clear();
  }

  @Override
  void end() {
    mirror.close();
  }

  private void publish(String suite, DebPackage... packages) {
    for (DebPackage one : packages) {
      one.build(mirror.directory().resolve(suite));
    }
    index(suite);
  }

  private void index(String suite) {
    DebSource.index(mirror.directory().resolve(suite), suite);
  }

  private String source(String suite, boolean trusted) {
    return "deb %s%s%s/ ./%n".formatted(trusted ? "[trusted=yes] " : "", mirror.url(), suite);
  }
}
