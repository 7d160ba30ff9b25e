package dev.tendhost.it.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.it.hosts.DnfHost;

class Dnf4TroubleTest extends DnfTroubleTests {
  Dnf4TroubleTest() {
    super(DnfHost.start());
  }

  @Override
  FailureKind unreadable() {
    return FailureKind.REPOSITORY_UNAVAILABLE;
  }
}
