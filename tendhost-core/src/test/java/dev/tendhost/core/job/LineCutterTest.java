package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineCutterTest {
  private final List<String> lines = new ArrayList<>();

  @Test
  void linesAreTheSameHoweverTheBytesAreChunked() {
    Random random = new Random(1);
    byte[] bytes = new byte[3000];
    random.nextBytes(bytes);
    byte[] euro = "€äöü\n𝄞\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(euro, 0, bytes, 100, euro.length);
    cut(bytes, bytes.length);
    List<String> whole = List.copyOf(lines);
    assertThat(whole).hasSizeGreaterThan(5).anyMatch(line -> line.equals("𝄞"));

    for (int size = 1; size < 50; size++) {
      cut(bytes, size);
      assertThat(lines).isEqualTo(whole);
    }
  }

  @Test
  void aLongLineComesInPiecesOfWholeCharacters() {
    for (String character : new String[] {"a", "ä", "€", "𝄞"}) {
      for (int shift = 0; shift < 4; shift++) {
        String line = "x".repeat(shift) + character.repeat(LineCutter.LONGEST);
        cut((line + "\nnext\n").getBytes(StandardCharsets.UTF_8), 1000);

        assertThat(String.join("", lines.subList(0, lines.size() - 1))).isEqualTo(line);
        assertThat(lines).hasSizeGreaterThan(1).endsWith("next");
        assertThat(lines).allMatch(piece -> length(piece) <= LineCutter.LONGEST);
      }
    }
  }

  @Test
  void aLineOfTheGreatestLengthIsNotFollowedByAnEmptyOne() {
    cut(("x".repeat(LineCutter.LONGEST) + "\n").getBytes(StandardCharsets.UTF_8), 100);

    assertThat(lines).containsExactly("x".repeat(LineCutter.LONGEST));
  }

  @Test
  void bytesThatAreNoCharactersDoNotHoldALineBack() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < LineCutter.LONGEST + 5; i++) {
      bytes.write(0x80);
    }
    cut(bytes.toByteArray(), 1000);

    assertThat(lines).hasSize(2);
    assertThat(String.join("", lines)).isEqualTo("\ufffd".repeat(LineCutter.LONGEST + 5));
  }

  private void cut(byte[] bytes, int size) {
    LineCutter cutter = new LineCutter();
    lines.clear();
    for (int from = 0; from < bytes.length; from += size) {
      cutter.take(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)), lines::add);
    }
    cutter.flush(lines::add);
  }

  private static int length(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
