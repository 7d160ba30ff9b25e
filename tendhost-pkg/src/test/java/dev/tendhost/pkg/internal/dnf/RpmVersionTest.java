package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RpmVersionTest {
  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, 0",
    "1.0, 2.0, -1",
    "2.0.1, 2.0, 1",
    "5.5p1, 5.5p2, -1",
    "5.5p10, 5.5p1, 1",
    "10xyz, 10.1xyz, -1",
    "xyz10, xyz10.1, -1",
    "xyz.4, 8, -1",
    "5.5p2, 5.6p1, -1",
    "6.0.rc1, 6.0, 1",
    "10b2, 10a1, 1",
    "7.4.052, 7.4.52, 0",
    "1.0010, 1.9, 1",
    "1.05, 1.5, 0",
    "4_0, 4.0, 0",
    "2.0, 2_0, 0",
    "a, a., 0",
    "1.0~rc1, 1.0, -1",
    "1.0~rc1, 1.0~rc2, -1",
    "1.0~rc1~git123, 1.0~rc1, -1",
    "1.0^, 1.0, 1",
    "1.0^git1, 1.0^git2, -1",
    "1.0^git1, 1.01, -1",
    "1.0^20260101, 1.0.1, -1",
    "1.0~rc1^git1, 1.0~rc1, 1",
    "1.0^git1~pre, 1.0^git1, -1",
    "427.el9, 427.13.1.el9_4, -1",
    "99999999999999999999, 99999999999999999998, 1",
  })
  void ordersAsRpmDoes(String one, String two, int order) {
    assertThat(Integer.signum(RpmVersion.compare(one, two))).isEqualTo(order);
    assertThat(Integer.signum(RpmVersion.compare(two, one))).isEqualTo(-order);
  }

  @Test
  void theEpochDecidesFirstThenTheVersionThenTheRelease() {
    assertThat(Evr.parse("1:1.0-1").isNewerThan(Evr.parse("9.0-9"))).isTrue();
    assertThat(Evr.parse("0:2.0-1")).isEqualTo(Evr.parse("2.0-1"));
    assertThat(Evr.parse("2.0-10").isNewerThan(Evr.parse("2.0-9"))).isTrue();
    assertThat(Evr.parse("0:2.0-1")).hasToString("2.0-1");
    assertThat(Evr.parse("2:1.0-1")).hasToString("2:1.0-1");
  }

  @Test
  void namesMayHoldHyphensAndDots() {
    Nevra nevra = Nevra.parse("python3.11-foo-bar-2:1.0~rc1-1.fc39.x86_64");
    assertThat(nevra.name()).isEqualTo("python3.11-foo-bar");
    assertThat(nevra.evr()).isEqualTo(new Evr(2, "1.0~rc1", "1.fc39"));
    assertThat(nevra.arch()).isEqualTo("x86_64");
    assertThat(Nevra.parse("tend-old.noarch", "1.0-1").key()).isEqualTo("tend-old.noarch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.0", "-1", "1.0-", "x:1.0-1", "1.0 -1", "1.0-1-1", "<unknown>"})
  void whatIsNoVersionIsAnError(String text) {
    assertThatThrownBy(() -> Evr.parse(text)).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Nevra.parse("a.noarch", text)).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Nevra.parse(text)).isInstanceOf(Garbled.class);
  }
}
