package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host has a real apt and dpkg, which do in each case what they do on any Debian. */
@Tag("fleet")
@Timeout(600)
class AptHostTest {
  private static final String APT =
      "sudo env DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8 apt-get -y -q -o Dpkg::Use-Pty=0 ";
  private static final DebPackage A1 = DebPackage.of("a", "1");
  private static final DebPackage A2 = DebPackage.of("a", "2");

  private static AptHost host;

  @BeforeAll
  static void start() {
    host = AptHost.start();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  @Test
  void isDebianWithTwoUsers() {
    assertThat(host.run("apt-get --version; dpkg --version")).contains("apt 2.6", "version 1.21");
    assertThat(host.ssh("root", "id -un; hostname").ok().stdout())
        .isEqualTo("root\n" + host.name() + "\n");
    assertThat(host.ssh("ops", "id -un; sudo -n id -un").ok().stdout()).isEqualTo("ops\nroot\n");
    assertThat(host.ssh("ops", "dpkg --audit").ok().output()).isEmpty();
  }

  @Test
  void plainUpgrade() {
    outdated(A2);
    assertThat(upgrade("upgrade").stdout()).contains("1 upgraded, 0 newly installed");
    assertThat(host.state("a")).isEqualTo("ii 2");
    assertThat(host.file("/usr/share/a/version")).hasContent("2\n");
    assertThat(host.mirror().requests()).contains("/tests/./a_2_all.deb");
  }

  @Test
  void securityUpgradeHasASuiteOfItsOwn() {
    host.install(A1);
    host.publishSecurity(A2);
    host.update();
    assertThat(host.run("apt-get -s -qq upgrade"))
        .contains("Inst a [1] (2 Tests:tests-security [all])");
  }

  @Test
  void newDependency() {
    outdated(A2.depends("b"), DebPackage.of("b", "1"));
    assertThat(upgrade("upgrade").ok().stdout()).contains("kept back");
    upgrade("--with-new-pkgs upgrade").ok();
    assertThat(host.state("a") + host.state("b")).isEqualTo("ii 2ii 1");
  }

  @Test
  void removalNeeded() {
    host.install(DebPackage.of("victim", "1"));
    outdated(A2.conflicts("victim"));
    assertThat(upgrade("--with-new-pkgs upgrade").ok().stdout()).contains("kept back");
    assertThat(upgrade("--no-remove dist-upgrade").stderr()).contains("remove is disabled");
    upgrade("dist-upgrade").ok();
    assertThat(host.state("victim")).isEqualTo("un");
  }

  @Test
  void held() {
    outdated(A2);
    host.run("apt-mark hold a");
    assertThat(upgrade("upgrade").ok().stdout()).contains("kept back");
    assertThat(host.state("a")).isEqualTo("hi 1");
  }

  @Test
  void changedConffile() {
    host.install(A1.file("/etc/a.conf", "one\n"));
    host.run("echo mine >/etc/a.conf");
    host.publish(A2.file("/etc/a.conf", "two\n"));
    host.update();
    assertThat(upgrade("upgrade </dev/null").output()).contains("end of file on stdin at conffile");
    assertThat(host.state("a")).isEqualTo("iU 2");
    String keep = "-o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold ";
    upgrade(keep + "upgrade").ok();
    assertThat(host.state("a")).isEqualTo("ii 2");
    assertThat(host.file("/etc/a.conf")).hasContent("mine\n");
    assertThat(host.file("/etc/a.conf.dpkg-dist")).hasContent("two\n");
  }

  @Test
  void failingPostinst() {
    outdated(A2.postinst("exit 3"));
    Ran ran = upgrade("upgrade");
    assertThat(ran.exitCode()).isEqualTo(100);
    assertThat(ran.output()).contains("returned error exit status 3");
    assertThat(host.state("a")).isEqualTo("iF 2");
  }

  @Test
  void slowPostinst() {
    outdated(A2.postinstWaitsFor("/run/go"));
    host.run("setsid apt-get -y upgrade >/run/log 2>&1 </dev/null &");
    host.await("/run/go.waiting");
    assertThat(host.state("a")).isEqualTo("iF 2");
    host.run("touch /run/go; while pgrep -x apt-get; do sleep 0.05; done");
    assertThat(host.state("a")).isEqualTo("ii 2");
  }

  @Test
  void rebootWanted() {
    outdated(A2.wantsReboot());
    upgrade("upgrade").ok();
    assertThat(host.file("/run/reboot-required")).exists();
    assertThat(host.file("/run/reboot-required.pkgs")).hasContent("a\n");
  }

  @ParameterizedTest
  @EnumSource(AptLock.class)
  void lockHeldByAnother(AptLock lock) {
    outdated(A2);
    String command = lock == AptLock.LISTS ? "update" : "upgrade";
    try (HeldLock held = host.holdLock(lock)) {
      assertThat(upgrade(command).output())
          .contains(lock.path() + ". It is held by process " + held.pid() + " (unattended-upgr)");
    }
    upgrade(command).ok();
  }

  @Test
  void interruptedDpkg() {
    outdated(A2);
    host.interruptDpkg(DebPackage.of("half", "1"));
    assertThat(host.state("half")).isEqualTo("iF 1");
    assertThat(upgrade("upgrade").output()).contains("dpkg was interrupted");
  }

  @Test
  void fullDisk() {
    outdated(A2.size(5_000_000));
    host.fillDisk(7_000_000);
    assertThat(upgrade("upgrade").output()).contains("No space left on device");
    host.freeDisk();
    upgrade("upgrade").ok();
    assertThat(host.state("a")).isEqualTo("ii 2");
  }

  @Test
  void deadMirror() {
    outdated(A2);
    host.mirror().down();
    assertThat(upgrade("-o Acquire::Retries=0 -o APT::Update::Error-Mode=any update").output())
        .contains("Could not connect to " + host.address() + ":8000");
    assertThat(upgrade("-o Acquire::Retries=0 upgrade").output()).contains("Unable to fetch some");
    host.mirror().up();
    upgrade("upgrade").ok();
  }

  @Test
  void mirrorThatNobodyHasSigned() {
    host.publish(A2);
    host.trust(false);
    assertThat(upgrade("update").output()).contains("is not signed");
  }

  /** What a test has installed and published is as outdated as it can be. */
  private static void outdated(DebPackage newer, DebPackage... others) {
    host.install(DebPackage.of(newer.name(), "1"));
    host.publish(newer);
    host.publish(others);
    host.update();
  }

  private static Ran upgrade(String words) {
    return host.ssh("ops", APT + words);
  }
}
