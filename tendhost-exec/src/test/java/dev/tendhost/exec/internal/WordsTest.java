package dev.tendhost.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void durationsAreInSeconds() {
    assertThat(Words.of(Duration.ofSeconds(15))).isEqualTo("15 s");
    assertThat(Words.of(Duration.ofMinutes(10))).isEqualTo("600 s");
    assertThat(Words.of(Duration.ofMillis(250))).isEqualTo("0.25 s");
    assertThat(Words.of(Duration.ofNanos(1))).isEqualTo("0.000000001 s");
    assertThat(Words.of(Duration.ZERO)).isEqualTo("0 s");
  }

  @Test
  void noDotComesBeforeASemicolon() {
    assertThat(Words.quoted(" This account is not available. \n"))
        .isEqualTo("This account is not available");
    assertThat(Words.quoted("HTTP/1.1 400 Bad Request \r")).isEqualTo("HTTP/1.1 400 Bad Request");
    assertThat(Words.quoted("sudo 1.9.13")).isEqualTo("sudo 1.9.13");
    assertThat(Words.quoted("...")).isEmpty();
  }
}
