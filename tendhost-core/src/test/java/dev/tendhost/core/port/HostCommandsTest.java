package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HostCommandsTest {
  @Test
  void theTailIsBounded() {
    String tail = HostCommands.tail("x".repeat(1 << 20) + "E: fatal\n");
    assertThat(tail).hasSizeLessThan(2_100).endsWith("E: fatal");
  }
}
