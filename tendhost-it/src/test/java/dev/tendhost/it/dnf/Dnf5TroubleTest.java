package dev.tendhost.it.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.it.hosts.DnfHost;

class Dnf5TroubleTest extends DnfTroubleTests {
  Dnf5TroubleTest() {
    super(DnfHost.start5());
  }

  @Override
  FailureKind unreadable() {
    return FailureKind.PRIVILEGE;
  }
}
