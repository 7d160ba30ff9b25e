package dev.tendhost.exec.internal.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a JVM without a locale does; the same happens in one that has none. */
class NativeWordsTest {
  private static final List<String> WORDS =
      List.of(
          "printf", "[%s]", "", "é", "it's 1\\0772\n\n", "ü'\\0123 \"$x\" `id`\n\n", "-n", "🐧");

  @Test
  void words_and_variables_arrive_as_utf8_without_a_locale() throws IOException {
    Process process = new NativeWords(false).builder(WORDS, Map.of()).start();

    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("[" + String.join("][", WORDS.subList(2, WORDS.size())) + "]");
  }

  @Test
  void variables_arrive_too() throws IOException {
    ProcessBuilder builder =
        new NativeWords(false)
            .builder(
                List.of("sh", "-c", "printf '%s|%s|%s' \"$A\" \"$B\" \"${tendhost_word-unset}\""),
                Map.of("A", "é\n", "B", "plain"));
    // As such a JVM would do it: nothing but ASCII goes to the process itself.
    assertThat(builder.command()).allMatch(word -> word.chars().allMatch(c -> c < 0x80));

    Process process = builder.start();
    assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("é\n|plain|unset");
  }

  @Test
  void ascii_takes_no_detour() {
    ProcessBuilder builder = new NativeWords(false).builder(List.of("echo", "x"), Map.of("A", "b"));

    assertThat(builder.command()).containsExactly("echo", "x");
    assertThat(builder.environment()).containsEntry("A", "b");
  }
}
