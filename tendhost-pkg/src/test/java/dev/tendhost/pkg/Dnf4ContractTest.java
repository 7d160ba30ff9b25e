package dev.tendhost.pkg;

class Dnf4ContractTest extends DnfContract {
  Dnf4ContractTest() {
    super(DnfScript.DNF4);
  }
}
