package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Dnf4HostTest extends DnfHostTests {
  Dnf4HostTest() {
    super(DnfHost.start());
  }

  @Test
  void isDnf4() {
    assertThat(host.ssh("ops", "dnf --version").ok().stdout()).startsWith("4.14.0\n");
    assertThat(host.ssh("ops", "rpm --version").ok().stdout()).contains("4.18");
  }

  @Test
  void securityUpgradeHasAnAdvisory() {
    host.install(A1, RpmPackage.of("b", "1"));
    host.publishSecurity(A2);
    host.publish(RpmPackage.of("b", "2"));
    assertThat(host.ssh("ops", "dnf -q updateinfo list").ok().stdout())
        .containsPattern("TEST-2026-1 +Important/Sec. +a-2-1.noarch");
    dnf("upgrade --security").ok();
    assertThat(host.version("a") + host.version("b")).isEqualTo("2-11-1");
  }

  @Test
  void lockIsAnExitCodeIfItIsToBe() {
    outdated(A2);
    try (HeldLock held = host.holdLock()) {
      Ran ran = dnf("--setopt=exit_on_lock=True upgrade");
      assertThat(ran.exitCode()).isEqualTo(200);
      assertThat(ran.stderr()).contains("already locked by " + held.pid(), "packagekitd");
    }
  }

  @Override
  int exitOfFailedPost() {
    return 0;
  }

  @Override
  String waitingFor(long pid) {
    return "Waiting for process with pid " + pid + " to finish.";
  }
}
