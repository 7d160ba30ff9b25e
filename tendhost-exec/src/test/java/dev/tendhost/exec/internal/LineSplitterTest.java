package dev.tendhost.exec.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  private final List<String> lines = new ArrayList<>();
  private final LineSplitter splitter = new LineSplitter(lines::add);

  @Test
  void bytes_one_by_one_make_the_same_lines() {
    for (byte b : "é\n\n€uro\r\nlast".getBytes(StandardCharsets.UTF_8)) {
      splitter.add(new byte[] {b}, 1);
    }
    assertThat(lines).containsExactly("é", "", "€uro\r");
    splitter.finish();
    splitter.finish();
    assertThat(lines).containsExactly("é", "", "€uro\r", "last");
  }

  @Test
  void a_line_of_exactly_one_piece_is_one_piece() {
    add("x".repeat(LineSplitter.PIECE) + "\ny\n");

    assertThat(lines).containsExactly("x".repeat(LineSplitter.PIECE), "y");
  }

  @Test
  void a_piece_never_tears_a_character() {
    String line = "x" + "€".repeat(LineSplitter.PIECE);
    add(line + "\n");

    assertThat(lines).hasSizeGreaterThan(3);
    assertThat(String.join("", lines)).isEqualTo(line);
  }

  @Test
  void bytes_that_are_no_characters_pass_too() {
    byte[] bytes = new byte[LineSplitter.PIECE + 10];
    java.util.Arrays.fill(bytes, (byte) 0x80);
    splitter.add(bytes, bytes.length);
    splitter.finish();

    assertThat(String.join("", lines)).isEqualTo("\uFFFD".repeat(bytes.length));
  }

  private void add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    splitter.add(bytes, bytes.length);
  }
}
