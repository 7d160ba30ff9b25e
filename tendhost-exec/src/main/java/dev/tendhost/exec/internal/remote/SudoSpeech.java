package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.internal.Utf8;
import java.io.ByteArrayOutputStream;

/**
 * Holds standard error back as long as it may be sudo that speaks and not the command, so that a
 * listener hears no refusal that only leads to asking for a password.
 */
final class SudoSpeech {
  private static final String START = "sudo: ";
  private static final int LONGEST = 4_096;

  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean holding = true;

  /** Takes what comes next; gives back what is the command's, which may be nothing. */
  byte[] add(byte[] bytes) {
    if (!holding) {
      return bytes;
    }
    held.writeBytes(bytes);
    return held.size() > LONGEST || !onlySudo(text()) ? release() : new byte[0];
  }

  /** Ends the holding; what was held is the command's. */
  byte[] release() {
    holding = false;
    byte[] bytes = held.toByteArray();
    held.reset();
    return bytes;
  }

  /** What is held; empty if something of the command's came. */
  String text() {
    return Utf8.decode(held.toByteArray(), held.size());
  }

  private static boolean onlySudo(String text) {
    return text.lines().allMatch(line -> line.startsWith(START) || START.startsWith(line));
  }
}
