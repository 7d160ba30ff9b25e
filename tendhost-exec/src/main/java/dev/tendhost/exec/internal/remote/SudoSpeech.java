package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.internal.Utf8;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * Holds standard error back as long as it may be sudo that speaks and not the command, so that a
 * listener hears no refusal that only leads to asking for a password. A refusal may quote the
 * command with all its lines, and so be as long as the kernel takes a command.
 */
final class SudoSpeech {
  private static final int LONGEST = 256 << 10;
  private static final String SORRY = "Sorry, user ";

  private final List<String> starts;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private boolean holding = true;

  /** What sudo says to that user. */
  SudoSpeech(String user) {
    this.starts = List.of("sudo: ", SORRY, user + " is not ");
  }

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

  private boolean onlySudo(String text) {
    return text.startsWith(SORRY)
        || text.lines()
            .allMatch(
                line -> starts.stream().anyMatch(s -> line.startsWith(s) || s.startsWith(line)));
  }
}
