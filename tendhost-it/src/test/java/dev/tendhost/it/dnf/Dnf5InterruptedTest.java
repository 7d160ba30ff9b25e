package dev.tendhost.it.dnf;

import dev.tendhost.it.hosts.DnfHost;

class Dnf5InterruptedTest extends DnfInterruptedTests {
  Dnf5InterruptedTest() {
    super(DnfHost.start5());
  }
}
