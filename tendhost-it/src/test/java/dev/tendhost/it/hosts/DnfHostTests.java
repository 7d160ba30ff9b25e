package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** The host has a real dnf and rpm, which do in each case what they do anywhere. */
@Tag("fleet")
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DnfHostTests {
  static final String DNF = "sudo env LC_ALL=C.UTF-8 dnf -y ";
  static final RpmPackage A1 = RpmPackage.of("a", "1");
  static final RpmPackage A2 = RpmPackage.of("a", "2");

  final DnfHost host;

  DnfHostTests(DnfHost host) {
    this.host = host;
  }

  @AfterAll
  void close() {
    host.close();
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  @Test
  void hasNothingToUpgradeAndNoApt() {
    host.ssh("ops", "dnf -q check-update --refresh").ok();
    assertThat(host.look("command -v apt-get dpkg").exitCode()).isNotZero();
    assertThat(host.run("rpm -qa")).isEqualTo("base-1-1.noarch\n");
    assertThat(host.run("cat /etc/os-release")).contains("ID_LIKE=\"rhel fedora\"");
  }

  @Test
  void plainUpgrade() {
    outdated(A2);
    Ran check = host.ssh("ops", "dnf -q check-update --refresh");
    assertThat(check.exitCode()).isEqualTo(100);
    assertThat(check.stdout()).containsPattern("a.noarch +2-1 +tests");
    dnf("upgrade").ok();
    assertThat(host.version("a")).isEqualTo("2-1");
    assertThat(host.file("/usr/share/a/version")).hasContent("2\n");
    assertThat(host.mirror().requests()).contains("/tests/a-2-1.noarch.rpm");
  }

  @Test
  void yumIsTheSame() {
    outdated(A2);
    host.ssh("root", "yum -y upgrade").ok();
    assertThat(host.version("a")).isEqualTo("2-1");
  }

  @Test
  void metadataIsKeptUntilItIsRefreshed() {
    host.run("dnf -q makecache");
    outdated(A2);
    host.ssh("root", "dnf -q check-update").ok();
    assertThat(host.ssh("root", "dnf -q check-update --refresh").exitCode()).isEqualTo(100);
  }

  @Test
  void newDependency() {
    outdated(A2.depends("b >= 1"), RpmPackage.of("b", "1"));
    dnf("upgrade").ok();
    assertThat(host.version("b")).isEqualTo("1-1");
  }

  @Test
  void removalNeeded() {
    host.install(RpmPackage.of("victim", "1"));
    outdated(A2.conflicts("victim"));
    assertThat(dnf("upgrade").exitCode()).isOne();
    dnf("upgrade --allowerasing").ok();
    assertThat(host.version("victim") + host.version("a")).isEqualTo("2-1");
  }

  @Test
  void obsoleted() {
    host.install(A1);
    host.publish(RpmPackage.of("b", "2").tag("Obsoletes", "a < 2"));
    dnf("upgrade").ok();
    assertThat(host.version("a") + host.version("b")).isEqualTo("2-1");
  }

  @Test
  void held() {
    outdated(A2);
    host.run("echo excludepkgs=a >>/etc/dnf/dnf.conf");
    dnf("upgrade --refresh").ok();
    assertThat(host.version("a")).isEqualTo("1-1");
  }

  @Test
  void changedConfigFile() {
    host.install(A1.file("/etc/a.conf", "one\n"));
    host.run("echo mine >/etc/a.conf");
    host.publish(A2.file("/etc/a.conf", "two\n"));
    dnf("upgrade").ok();
    assertThat(host.file("/etc/a.conf")).hasContent("mine\n");
    assertThat(host.file("/etc/a.conf.rpmnew")).hasContent("two\n");
  }

  @Test
  void failingScriptlets() {
    host.install(RpmPackage.of("b", "1"));
    outdated(A2.script("pre", "exit 4"), RpmPackage.of("b", "2").post("exit 3"));
    assertThat(dnf("upgrade a").exitCode()).isOne();
    assertThat(host.version("a")).isEqualTo("1-1");
    assertThat(dnf("upgrade b").exitCode()).isEqualTo(exitOfFailedPost());
    assertThat(host.version("b")).isEqualTo("2-1");
  }

  @Test
  void slowScriptlet() {
    outdated(A2.postWaitsFor("/run/go"));
    host.run("setsid dnf -y upgrade >/run/log 2>&1 </dev/null & echo $! >/run/pid");
    host.await("/run/go.waiting");
    host.run("touch /run/go; while [ -e /proc/$(cat /run/pid) ]; do sleep 0.05; done");
    assertThat(host.version("a")).isEqualTo("2-1");
  }

  @Test
  void rebootWanted() {
    host.install(RpmPackage.of("linux-firmware", "1"));
    host.publish(RpmPackage.of("linux-firmware", "2"));
    host.run("sleep 1.1"); // packages count that were installed in a later second than the boot's
    dnf("upgrade --refresh").ok();
    Ran ran = host.ssh("ops", "dnf needs-restarting -r");
    assertThat(ran.exitCode()).isOne();
    assertThat(ran.stdout()).contains("Reboot is required");
  }

  @Test
  void lockHeldByAnother() {
    outdated(A2);
    try (HeldLock held = host.holdLock()) {
      Ran ran = host.ssh("ops", "sudo timeout 4 dnf -y upgrade");
      assertThat(ran.exitCode()).isEqualTo(124);
      assertThat(ran.output()).contains(waitingFor(held.pid()));
    }
    dnf("upgrade").ok();
  }

  @Test
  void interruptedUpgrade() {
    host.install(A1);
    host.interruptUpgrade(A2);
    assertThat(host.version("a")).isEqualTo("1-1 2-1");
    assertThat(dnf("check").exitCode()).isOne();
  }

  @Test
  void fullDisk() {
    outdated(A2.size(5_000_000));
    host.run("dnf -q makecache");
    host.fillDisk(7_000_000);
    assertThat(dnf("upgrade").output()).containsPattern("needs .*MB more space|No space left");
    host.freeDisk();
    dnf("upgrade").ok();
    assertThat(host.version("a")).isEqualTo("2-1");
  }

  @Test
  void deadMirror() {
    outdated(A2);
    host.mirror().down();
    Ran ran = dnf("upgrade --refresh");
    assertThat(ran.exitCode()).isOne();
    assertThat(ran.output()).contains("Failed to download metadata");
    host.mirror().up();
    dnf("upgrade --refresh").ok();
  }

  @Test
  void mirrorThatNobodyHasSigned() {
    outdated(A2);
    host.configure("gpgcheck=1");
    Ran ran = dnf("upgrade");
    assertThat(ran.exitCode()).isOne();
    assertThat(host.version("a")).isEqualTo("1-1");
  }

  @Test
  void keyThatIsAskedAbout() {
    outdated(A2);
    host.signMetadata();
    Ran asked = host.ssh("root", "LC_ALL=C.UTF-8 dnf upgrade --refresh </dev/null");
    assertThat(asked.exitCode()).isOne();
    assertThat(asked.output()).contains("Is this ok [y/N]", "tests@example.org");
    dnf("upgrade --refresh").ok();
    assertThat(host.version("a")).isEqualTo("2-1");
  }

  /** What dnf exits with when a package was installed whose {@code %post} failed. */
  abstract int exitOfFailedPost();

  /** What it says while it waits for a lock. */
  abstract String waitingFor(long pid);

  /** Installs version 1 of a package, and publishes a newer one, and others. */
  final void outdated(RpmPackage newer, RpmPackage... others) {
    host.install(RpmPackage.of(newer.name(), "1"));
    host.publish(newer);
    host.publish(others);
  }

  final Ran dnf(String words) {
    return host.ssh("ops", DNF + words);
  }
}
