package dev.tendhost.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8Test {
  @Test
  void every_cut_keeps_the_whole_characters_before_it() {
    String text = "aé€🐧z";
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int cut = 0; cut <= bytes.length; cut++) {
      String kept = Utf8.decode(bytes, Utf8.wholeCharacters(bytes, cut));
      assertThat(text).startsWith(kept);
      assertThat(cut - kept.getBytes(StandardCharsets.UTF_8).length).isBetween(0, 3);
    }
  }
}
