package dev.tendhost.pkg;

class Yum3ContractTest extends DnfContract {
  Yum3ContractTest() {
    super(DnfScript.YUM3);
  }
}
