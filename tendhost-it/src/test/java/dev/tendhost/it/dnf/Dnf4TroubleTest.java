package dev.tendhost.it.dnf;

import dev.tendhost.it.hosts.DnfHost;

class Dnf4TroubleTest extends DnfTroubleTests {
  Dnf4TroubleTest() {
    super(DnfHost.start());
  }
}
