package dev.tendhost.pkg;

class Dnf5ContractTest extends DnfContract {
  Dnf5ContractTest() {
    super(DnfScript.DNF5);
  }
}
