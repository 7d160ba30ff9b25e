package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ThisMachineTest {
  @Test
  void everyHostnameBecomesAValidName() {
    assertThat(ThisMachine.name("web-1.example.org\n").value()).isEqualTo("web-1.example.org");
    assertThat(ThisMachine.name("-my box_").value()).isEqualTo("my-box");
    assertThat(ThisMachine.name("").value()).isEqualTo("localhost");
    assertThat(ThisMachine.name("(none)").value()).isEqualTo("none");
    assertThat(ThisMachine.name("...").value()).isEqualTo("localhost");
    assertThat(ThisMachine.name("a".repeat(252) + "-b").value()).isEqualTo("a".repeat(252));
  }

  @Test
  void thisMachineHasAName() {
    assertThat(ThisMachine.name().value()).isNotEmpty();
    assertThat(ThisMachine.overSsh().value()).isEqualTo(ThisMachine.name().value() + "-ssh");
  }
}
