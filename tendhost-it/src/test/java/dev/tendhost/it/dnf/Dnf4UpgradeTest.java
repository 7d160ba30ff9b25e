package dev.tendhost.it.dnf;

import dev.tendhost.it.hosts.DnfHost;

class Dnf4UpgradeTest extends DnfUpgradeTests {
  Dnf4UpgradeTest() {
    super(DnfHost.start());
  }
}
