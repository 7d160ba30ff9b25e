package dev.tendhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the name was, the message is one short harmless line. */
class InvalidNameExceptionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\r",
        "a\0",
        "a\u001b[31mred",
        "a\u0085",
        "a\u2028",
        "a\u2029",
        "a\u202eb",
        "a\u200b",
        "a\ufeff",
        "a\ud83d",
        "a\"b",
        "a\\b",
        "\ue000"
      })
  void escapesWhatIsNotPlainText(String name) {
    String message = new InvalidNameException("name", name, "rule").getMessage();
    assertThat(message).startsWith("invalid name \"").endsWith("\": rule");
    assertThat(message).contains("\\u");
    assertThat(message.substring(14, message.length() - 7)).matches("[ -~&&[^\"]]*");
  }

  @Test
  void escapesByCodePoint() {
    assertThat(new InvalidNameException("name", "a\nb", "rule"))
        .hasMessage("invalid name \"a\\u000ab\": rule");
    assertThat(new InvalidNameException("name", "\u00fcber uns", "rule"))
        .hasMessage("invalid name \"\u00fcber uns\": rule");
  }

  @Test
  void showsNoMoreThanTheStart() {
    String huge = "x".repeat(50 << 20);
    assertThat(new InvalidNameException("name", huge, "rule"))
        .hasMessage("invalid name \"" + "x".repeat(60) + "\u2026 (52428800 characters)\": rule");
    String emoji = "\ud83d\ude00".repeat(300);
    assertThat(new InvalidNameException("name", emoji, "rule").getMessage()).hasSizeLessThan(600);
  }

  @Test
  void doesNotClaimToShortenWhatItShowsWhole() {
    String sixty = "\ud842\udfb7".repeat(60); // letters outside the first plane, 120 chars
    assertThat(new InvalidNameException("name", sixty, "rule"))
        .hasMessage("invalid name \"" + sixty + "\": rule");
  }
}
