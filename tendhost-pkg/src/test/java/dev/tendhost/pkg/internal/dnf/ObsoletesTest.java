package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObsoletesTest {
  @ParameterizedTest
  @CsvSource({
    // what new says, old's version, whether that is replaced
    "old|0|, 0:1-1, true",
    "old|2|2, 0:1-1, true",
    "old|2|2, 0:2-1, false",
    "old|2|2, 0:1.9~rc1-9, true",
    "old|2|2, 1:1-1, false",
    "old|2|1:2, 1:1-1, true",
    "old|2|1:2, 0:7-1, true",
    "old|2|2-3, 0:2-2, true",
    "old|2|2-3, 0:2-3, false",
    "old|10|2, 0:2-9, true",
    "old|10|2-3, 0:2-4, false",
    "old|8|2, 0:2-9, true",
    "old|8|2, 0:1-9, false",
    "old|4|2, 0:3-1, true",
    "old|12|2, 0:1-1, false",
    "old|67108874|2, 0:2-1, true",
    "other|0|, 0:1-1, false",
    "ol|0|, 0:1-1, false",
  })
  void whatIsReplacedIsDecidedAsRpmDoes(String says, String version, boolean replaced) {
    Obsoletes one = Obsoletes.parse("new|" + says);
    assertThat(one.covers(Nevra.of("old", Evr.parse(version), "noarch"))).isEqualTo(replaced);
  }

  @Test
  void nothingReplacesItself() {
    Obsoletes itself = Obsoletes.parse("old|old|2|3");
    assertThat(itself.covers(Nevra.of("old", Evr.parse("2-1"), "noarch"))).isFalse();
    assertThat(itself.covers(Nevra.of("old", Evr.parse("2-1"), "x86_64"))).isFalse();
    assertThat(Obsoletes.parse("new|(none)|(none)|(none)")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "new.noarch", "new|old|x|1", "new||0|", "a|b|2|1|"})
  void anythingElseIsGarbled(String line) {
    assertThatThrownBy(() -> Obsoletes.parse(line)).isInstanceOf(Garbled.class);
  }

  @Test
  void anEpochThatIsNoneIsGarbled() {
    Obsoletes odd = Obsoletes.parse("new|old|2|x:1");
    assertThatThrownBy(() -> odd.covers(Nevra.of("old", Evr.parse("2-1"), "noarch")))
        .isInstanceOf(Garbled.class);
  }
}
