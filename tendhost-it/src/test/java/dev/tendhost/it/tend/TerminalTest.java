package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void aTerminalIsLiveAndColoured() {
    assertThat(Terminal.of(true, 132, Map.of("TERM", "xterm")))
        .isEqualTo(new Terminal(true, true, 132));
  }

  @Test
  void aPipeIsNeither() {
    assertThat(Terminal.of(false, 80, Map.of("TERM", "xterm"))).isEqualTo(Terminal.none());
  }

  @Test
  void noColorIsHonouredUnlessEmpty() {
    assertThat(Terminal.of(true, 80, Map.of("TERM", "xterm", "NO_COLOR", "1")))
        .isEqualTo(new Terminal(true, false, 80));
    assertThat(Terminal.of(true, 80, Map.of("TERM", "xterm", "NO_COLOR", "")).colour()).isTrue();
  }

  @Test
  void aDumbTerminalIsNotDrawnOver() {
    assertThat(Terminal.of(true, 80, Map.of("TERM", "dumb")))
        .isEqualTo(new Terminal(false, false, 80));
    assertThat(Terminal.of(true, 80, Map.of()).live()).isFalse();
  }

  @Test
  void columnsOverrulesIfItIsANumber() {
    assertThat(Terminal.of(false, 80, Map.of("COLUMNS", "100")).width()).isEqualTo(100);
    assertThat(Terminal.of(true, 80, Map.of("COLUMNS", "1")).width()).isEqualTo(20);
    assertThat(Terminal.of(true, 80, Map.of("COLUMNS", "wide")).width()).isEqualTo(80);
  }

  @Test
  void sttyIsReadOrTheUsualWidthTaken() {
    assertThat(TerminalProbe.parse("24 132\n")).isEqualTo(132);
    assertThat(TerminalProbe.parse("0 0\n")).isEqualTo(80);
    assertThat(TerminalProbe.parse("")).isEqualTo(80);
  }
}
