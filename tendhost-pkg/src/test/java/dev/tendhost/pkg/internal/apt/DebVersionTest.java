package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DebVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.1",
    "1.9, 1.10",
    "1.0~rc1, 1.0",
    "1.0~~, 1.0~",
    "1.0, 1.0+b1",
    "1.0-1, 1.0-2",
    "9:1, 10:0",
    "1.0, 1:0.1",
    "1.0, 1.0-1",
    "1.0a, 1.0+",
    "6.12.90+deb13, 6.12.90+deb13.1",
    "6.1.0-9, 6.1.0-35",
    "1.0-1~bpo12, 1.0-1",
    "252.38-1~deb12u1, 252.39-1~deb12u2",
    "2-1-3, 2-2-1"
  })
  void theFirstIsOlder(String older, String newer) {
    assertThat(DebVersion.compare(older, newer)).isNegative();
    assertThat(DebVersion.compare(newer, older)).isPositive();
    assertThat(DebVersion.compare(newer, newer)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"0:1.0, 1.0", "1.00, 1.0", "1.0-0, 1.0"})
  void equal(String a, String b) {
    assertThat(DebVersion.compare(a, b)).isZero();
  }
}
