package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Dnf5HostTest extends DnfHostTests {
  Dnf5HostTest() {
    super(DnfHost.start5());
  }

  @Test
  void isDnf5() {
    assertThat(host.ssh("ops", "dnf --version").ok().stdout()).startsWith("dnf5 version 5.");
    assertThat(host.ssh("ops", "rpm --version").ok().stdout()).contains("version 6.");
  }

  @Test
  void securityUpgradeHasAnAdvisory() {
    host.install(A1, RpmPackage.of("b", "1"));
    host.publishSecurity(A2);
    host.publish(RpmPackage.of("b", "2"));
    assertThat(host.ssh("ops", "dnf -q advisory list --json").ok().stdout())
        .contains("\"TEST-2026-1\"", "\"Important\"", "a-2-1.noarch");
    dnf("upgrade --security").ok();
    assertThat(host.version("a") + host.version("b")).isEqualTo("2-11-1");
  }

  @Override
  int exitOfFailedPost() {
    return 1;
  }

  @Override
  String waitingFor(long pid) {
    return "Waiting for a lock on the system repository";
  }
}
