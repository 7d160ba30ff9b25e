package dev.tendhost.it.dnf;

import dev.tendhost.it.hosts.DnfHost;

class Dnf5UpgradeTest extends DnfUpgradeTests {
  Dnf5UpgradeTest() {
    super(DnfHost.start5());
  }
}
