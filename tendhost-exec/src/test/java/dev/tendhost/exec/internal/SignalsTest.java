package dev.tendhost.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SignalsTest {
  @Test
  void statuses_above_128_are_signals() {
    assertThat(Signals.ofStatus(129)).isEqualTo("HUP");
    assertThat(Signals.ofStatus(137)).isEqualTo("KILL");
    assertThat(Signals.ofStatus(143)).isEqualTo("TERM");
    assertThat(Signals.ofStatus(159)).isEqualTo("SYS");
  }

  @Test
  void others_are_exit_codes() {
    assertThat(Signals.ofStatus(0)).isNull();
    assertThat(Signals.ofStatus(128)).isNull();
    assertThat(Signals.ofStatus(160)).isNull();
    assertThat(Signals.ofStatus(255)).isNull();
  }
}
