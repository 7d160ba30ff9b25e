package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A host with rpm and dnf 4 (also called yum) or dnf 5, whose packages come from a mirror of its
 * own, as the repository {@code tests}. A new one has nothing to upgrade.
 *
 * <pre>
 * try (DnfHost host = DnfHost.start()) {
 *   host.install(RpmPackage.of("a", "1"));
 *   host.publish(RpmPackage.of("a", "2").depends("b"), RpmPackage.of("b", "2"));
 *   ... // dnf check-update --refresh finds it
 * }
 * </pre>
 */
public final class DnfHost extends RealHost {
  private static final String REPOSITORY = "/etc/yum.repos.d/tests.repo";

  private static final String SIGN =
      """
      export GNUPGHOME=$(mktemp -d)
      cd /root
      gpg --batch --quiet --passphrase '' --quick-generate-key tests@example.org ed25519 sign 2>/dev/null
      gpg --armor --export >key.asc
      gpg --batch --quiet --armor --detach-sign repomd.xml
      gpgconf --kill all
      rm -r "$GNUPGHOME" repomd.xml
      """;

  private static final String SIGN_PACKAGES =
      """
      set -e
      export GNUPGHOME=$(mktemp -d)
      cd /root
      gpg --batch --quiet --passphrase '' --quick-generate-key tests@example.org rsa2048 sign 2>/dev/null
      gpg --armor --export >key.asc
      rpmsign --define '_gpg_name tests@example.org' --define '__gpg /usr/bin/gpg' --addsign *.rpm
      gpgconf --kill all
      rm -r "$GNUPGHOME"
      """;

  private final String lock;
  private final Mirror mirror = new Mirror(address());
  private final List<RpmPackage> security = new ArrayList<>();

  private DnfHost(String kind, String lock) {
    super(kind);
    this.lock = lock;
    prepare();
  }

  /** Starts a host with dnf 4; the first of all builds what they start from, in a minute. */
  public static DnfHost start() {
    return new DnfHost("dnf", "/var/lib/dnf/rpmdb_lock.pid");
  }

  /** Starts a host with dnf 5. */
  public static DnfHost start5() {
    return new DnfHost("dnf5", "/var/lib/dnf/system-repo.lock");
  }

  /** Where its packages come from. */
  public Mirror mirror() {
    return mirror;
  }

  /** Installs packages, all at once, which its mirror does not have. */
  public void install(RpmPackage... packages) {
    RpmPackage.build(file("/root"), packages);
    String files =
        Stream.of(packages).map(one -> "/root/" + one.fileName()).collect(Collectors.joining(" "));
    run("rpm -U " + files + " && rm " + files);
  }

  /** Puts packages on its mirror; what was there stays. */
  public void publish(RpmPackage... packages) {
    RpmPackage.build(repository(), packages);
    index();
  }

  /** The same, with an advisory that says that they fix a hole. */
  public void publishSecurity(RpmPackage... packages) {
    security.addAll(List.of(packages));
    RpmPackage.build(repository(), packages);
    Advisory.write(repository().resolve("updateinfo.xml"), security);
    index();
  }

  /**
   * Its installed versions and releases, such as {@code 1-1}; two if an upgrade was interrupted.
   */
  public String version(String name) {
    Ran ran = look("rpm -q --qf '%{VERSION}-%{RELEASE} ' " + name);
    return ran.exitCode() == 0 ? ran.stdout().strip() : "";
  }

  /**
   * Sets a line of the repository's configuration, such as {@code gpgcheck=1}, after the others.
   */
  public void configure(String line) {
    run("echo '" + line + "' >>" + REPOSITORY);
  }

  /**
   * Signs the repository as it is now, with a key that the host does not have: dnf asks whether to
   * trust it, as it does at the first use of many a repository.
   */
  public void signMetadata() {
    Path metadata = repository().resolve("repodata/repomd.xml");
    try {
      Files.copy(metadata, file("/root/repomd.xml"));
      run(SIGN);
      Files.move(file("/root/repomd.xml.asc"), metadata.resolveSibling("repomd.xml.asc"));
      Files.move(file("/root/key.asc"), mirror.directory().resolve("key.asc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    configure("repo_gpgcheck=1");
    configure("gpgkey=" + mirror.url() + "key.asc");
  }

  /**
   * Signs its mirror's packages, which have to be from now on, with a key that the host does not
   * have and that its configuration names.
   */
  public void signPackages() {
    try (Stream<Path> files = Files.list(repository())) {
      for (Path rpm : files.filter(file -> file.toString().endsWith(".rpm")).toList()) {
        Files.copy(rpm, file("/root/" + rpm.getFileName()));
      }
      run(SIGN_PACKAGES);
      try (Stream<Path> signed = Files.list(file("/root"))) {
        for (Path rpm : signed.filter(file -> file.toString().endsWith(".rpm")).toList()) {
          Path published = repository().resolve(rpm.getFileName().toString());
          Files.move(rpm, published, StandardCopyOption.REPLACE_EXISTING);
        }
      }
      Files.move(file("/root/key.asc"), mirror.directory().resolve("key.asc"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // A signed package may be of the same size and second as before: what is known of it is void.
    TempFiles.deleteTree(repository().resolve("repodata"));
    index();
    configure("gpgcheck=1");
    configure("gpgkey=" + mirror.url() + "key.asc");
  }

  /** Takes the lock for transactions, until it is closed. */
  public HeldLock holdLock() {
    run("mkdir -p $(dirname " + lock + ")");
    return new HeldLock(this, lock, "packagekitd");
  }

  /** Lets rpm install a package by itself, and goes on while it does so. */
  public void installMeanwhile(RpmPackage one) {
    RpmPackage.build(file("/root"), one);
    run("setsid rpm -U /root/" + one.fileName() + " >/dev/null 2>&1 </dev/null &");
  }

  /** Leaves rpm as the loss of power does while the {@code %post} of a newer package runs. */
  public void interruptUpgrade(RpmPackage newer) {
    RpmPackage stuck = newer.postWaitsFor("/run/never");
    RpmPackage.build(file("/root"), stuck);
    String rpm = "/root/" + stuck.fileName();
    run("setsid dnf -y upgrade " + rpm + " >/dev/null 2>&1 </dev/null & echo $! >/run/dnf.pid");
    await("/run/never.waiting");
    run("kill -9 -$(cat /run/dnf.pid); rm /run/never.waiting /run/dnf.pid " + rpm);
  }

  @Override
  void prepare() {
    String repository = "[tests]\nname=Tests\nbaseurl=" + mirror.url() + "tests/\ngpgcheck=0\n";
    write(REPOSITORY, repository);
    publish();
  }

  @Override
  void discard() {
    mirror.clear();
    security.clear();
  }

  @Override
  void end() {
    mirror.close();
  }

  private Path repository() {
    return mirror.directory().resolve("tests");
  }

  private void index() {
    String script = Base.SCRIPTS.resolve("index-rpm.sh").toString();
    Ran.of(LIMIT, List.of("sh", script, repository().toString())).ok();
  }
}
