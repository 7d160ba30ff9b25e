package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.internal.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds our script's words in one stream. What comes before the one that says that the command has
 * started is noise of the login shell or of sudo: its end is kept for an error, in bounded memory.
 * What comes after it is the command's own, whatever it holds.
 */
final class FrameScanner {
  /** Takes what was found, in order. */
  interface Sink {
    /** A frame's letter and the digits behind it, which may be none. */
    void frame(char letter, String rest);

    /** Output of the command. */
    void output(byte[] bytes, int count);
  }

  private static final int NOISE = 2_000;
  private static final int LONGEST_REST = 20;

  private final byte[] marker;
  private final Sink sink;
  private byte[] pending = new byte[0];
  private byte[] noise = new byte[0];
  private boolean started;

  FrameScanner(Marker marker, Sink sink) {
    this.marker = marker.bytes();
    this.sink = sink;
  }

  void add(byte[] bytes) {
    if (started) {
      sink.output(bytes, bytes.length);
      return;
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream(pending.length + bytes.length);
    all.writeBytes(pending);
    all.writeBytes(bytes);
    pending = scan(all.toByteArray());
  }

  /** The end of what was no command's output. */
  String noise() {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(noise);
    all.writeBytes(pending);
    return Utf8.decode(all.toByteArray(), all.size()).strip();
  }

  /** Takes frame after frame; gives back what may be the start of one. */
  private byte[] scan(byte[] bytes) {
    int from = 0;
    while (true) {
      int at = indexOfMarker(bytes, from);
      if (at < 0) {
        int keep = Math.max(from, bytes.length - marker.length + 1);
        keepNoise(bytes, from, keep);
        return Arrays.copyOfRange(bytes, keep, bytes.length);
      }
      keepNoise(bytes, from, at);
      int end = endOfFrame(bytes, at + marker.length);
      if (end < 0) {
        return Arrays.copyOfRange(bytes, at, bytes.length);
      }
      tell(bytes, at + marker.length, end);
      from = end;
      if (started) {
        byte[] output = Arrays.copyOfRange(bytes, from, bytes.length);
        if (output.length > 0) {
          sink.output(output, output.length);
        }
        return new byte[0];
      }
    }
  }

  private void tell(byte[] bytes, int from, int end) {
    char letter = (char) bytes[from];
    String rest = new String(bytes, from + 1, end - from - 1, StandardCharsets.ISO_8859_1).strip();
    started = letter == Frame.STARTED || letter == Frame.STARTED_BY_SUDO;
    sink.frame(letter, rest);
  }

  /** Behind the line; sudo's prompt is not one, it ends with its letter. -1: not all there yet. */
  private static int endOfFrame(byte[] bytes, int from) {
    if (from < bytes.length && bytes[from] == Frame.PROMPT) {
      return from + 1;
    }
    int limit = Math.min(bytes.length, from + LONGEST_REST);
    for (int i = from; i < limit; i++) {
      if (bytes[i] == '\n') {
        return i + 1;
      }
    }
    return limit < from + LONGEST_REST ? -1 : limit;
  }

  private int indexOfMarker(byte[] bytes, int from) {
    for (int at = from; at + marker.length <= bytes.length; at++) {
      if (Arrays.equals(bytes, at, at + marker.length, marker, 0, marker.length)) {
        return at;
      }
    }
    return -1;
  }

  private void keepNoise(byte[] bytes, int from, int to) {
    int count = Math.min(to - from, NOISE);
    int old = Math.min(noise.length, NOISE - count);
    byte[] kept = Arrays.copyOfRange(noise, noise.length - old, noise.length + count);
    System.arraycopy(bytes, to - count, kept, old, count);
    noise = kept;
  }
}
