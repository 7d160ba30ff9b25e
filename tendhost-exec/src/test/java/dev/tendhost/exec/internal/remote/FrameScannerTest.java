package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FrameScannerTest implements FrameScanner.Sink {
  private final Marker marker = new Marker("0123456789abcdef", "fedcba9876543210");
  private final FrameScanner scanner = new FrameScanner(marker, this);
  private final StringBuilder seen = new StringBuilder();

  @Override
  public void frame(char letter, String rest) {
    seen.append('<').append(letter).append(rest).append('>');
  }

  @Override
  public void output(byte[] bytes, int count) {
    seen.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1));
  }

  @Test
  void findsItsWordsInAnyPieces() {
    String text = "noise " + marker.text() + "a12\nmore" + marker.text() + "s345\nout\n" + "x";
    for (int size = 1; size < text.length(); size++) {
      seen.setLength(0);
      FrameScanner each = new FrameScanner(marker, this);
      byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
      for (int at = 0; at < bytes.length; at += size) {
        each.add(Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + size)));
      }
      assertThat(seen.toString()).isEqualTo("<a12><s345>out\nx");
      assertThat(each.noise()).isEqualTo("noise more");
    }
  }

  @Test
  void promptNeedsNoEndOfLine() {
    add("lecture\n" + marker.text() + "p");
    add(marker.text() + "p");

    assertThat(seen.toString()).isEqualTo("<p><p>");
    assertThat(scanner.noise()).isEqualTo("lecture");
  }

  @Test
  void behindTheStartAllIsOutput() {
    add(marker.text() + "s1\n" + marker.text() + "s2\n");
    add(marker.text() + "p");

    assertThat(seen.toString()).isEqualTo("<s1>" + marker.text() + "s2\n" + marker.text() + "p");
  }

  @Test
  void halfAMarkerIsNone() {
    add("0123456789abcdef0123456789abcdeffedcba9876543210s7\n");

    assertThat(seen.toString()).isEqualTo("<s7>");
    assertThat(scanner.noise()).isEqualTo("0123456789abcdef");
  }

  @Test
  void ofAnyNoiseOnlyItsEndIsKept() {
    for (int i = 0; i < 1000; i++) {
      add("x".repeat(10_000));
    }
    add("the end");

    assertThat(scanner.noise()).endsWith("xthe end").hasSizeLessThan(2_100);
  }

  private void add(String text) {
    scanner.add(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
