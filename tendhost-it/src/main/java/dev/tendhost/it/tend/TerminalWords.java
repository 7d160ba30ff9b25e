package dev.tendhost.it.tend;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Says what errors say in words of the command line: tendhost-exec speaks to programs, which have a
 * source of secrets and settings; here are a terminal and options.
 */
final class TerminalWords {
  private static final String AGAIN = "run this again and type the right one";
  private static final String TYPE = "type it when you are asked, which takes a terminal";

  /** The longer ones first. */
  private static final Map<String, String> WORDS = new LinkedHashMap<>();

  static {
    WORDS.put("or allow sudo for this host", "or add --sudo");
    WORDS.put("provide the secret sudo-password for this host, or", TYPE + ", or add");
    WORDS.put("correct the secret sudo-password for this host", AGAIN);
    WORDS.put(
        "the secret source had not told sudo-password; look into the secret source, or allow more"
            + " time",
        "nobody had typed it; run this again, or allow more time with --timeout");
    WORDS.put("the secret source did not tell sudo-password", "nobody typed sudo's password");
    WORDS.put("; look into the secret source", "; run this again");
    WORDS.put("the secret sudo-password", "sudo's password");
    WORDS.put("give the right one, the secret ssh-key-passphrase", AGAIN);
    WORDS.put(
        "the secret source has no passphrase for it; supply it under the name ssh-key-passphrase,",
        "no right passphrase was typed; " + TYPE + ",");
    WORDS.put(
        "is encrypted and the secret source failed",
        "is encrypted and nobody typed its passphrase");
    WORDS.put("the secret source has no ssh-password", "no password was typed");
    WORDS.put("the secret source has no ssh-answer", "no answer was typed");
    WORDS.put("the secret source failed", "nothing was typed");
    WORDS.put("the ssh-password was not accepted", "the password that was typed was not accepted");
    WORDS.put("the ssh-answer was not accepted", "the answer that was typed was not accepted");
  }

  private TerminalWords() {}

  static String of(String text) {
    String said = text;
    for (Map.Entry<String, String> word : WORDS.entrySet()) {
      said = said.replace(word.getKey(), word.getValue());
    }
    return said;
  }
}
