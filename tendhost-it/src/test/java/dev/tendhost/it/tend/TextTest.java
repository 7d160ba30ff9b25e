package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTest {
  @Test
  void controlCharactersCannotSteerTheTerminal() {
    assertThat(Text.clean("a\u001b[2Jb\r\nc\u202Ed")).isEqualTo("a [2Jb  c\uFFFDd");
  }

  @Test
  void widthCountsColumns() {
    assertThat(Text.width("abc")).isEqualTo(3);
    assertThat(Text.width("包裹")).isEqualTo(4);
    assertThat(Text.width("e\u0301")).isEqualTo(1);
    assertThat(Text.width("😀")).isEqualTo(2);
  }

  @Test
  void cutsKeepTheWidth() {
    assertThat(Text.cut("abcdef", 6)).isEqualTo("abcdef");
    assertThat(Text.cut("abcdef", 4)).isEqualTo("abc…");
    assertThat(Text.cut("包裹包裹", 4)).isEqualTo("包…");
    assertThat(Text.cutMiddle("1:2.39.5-0+deb12u3", 11)).isEqualTo("1:2.3…b12u3");
    assertThat(Text.cutMiddle("short", 5)).isEqualTo("short");
  }

  @Test
  void wrappedLinesBeginUnderTheText() {
    assertThat(Text.wrap("  - ", "one two three four", 12))
        .containsExactly("  - one two", "    three", "    four");
    assertThat(Text.wrap("", "aaaaaaaaaaaaaaaa b", 8)).containsExactly("aaaaaaaa", "aaaaaaaa", "b");
  }

  @Test
  void durationsReadLikeAPersonSaysThem() {
    assertThat(Text.duration(Duration.ofSeconds(5))).isEqualTo("5 s");
    assertThat(Text.duration(Duration.ofMinutes(59))).isEqualTo("59 min");
    assertThat(Text.duration(Duration.ofHours(2))).isEqualTo("2 h 0 min");
    assertThat(Text.duration(Duration.ofHours(24))).isEqualTo("1 day");
    assertThat(Text.duration(Duration.ofHours(49))).isEqualTo("2 days 1 h");
    assertThat(Text.duration(Duration.ofDays(400))).isEqualTo("400 days");
  }
}
