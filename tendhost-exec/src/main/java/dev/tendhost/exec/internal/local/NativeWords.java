package dev.tendhost.exec.internal.local;

import dev.tendhost.core.port.ShellWords;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Gets words and variables to a program as UTF-8 in any locale. A JVM started without one, as by
 * systemd, turns every character beyond ASCII into a question mark when it starts a process; then
 * they travel as octal numbers and a small shell script puts them together.
 */
final class NativeWords {
  private static final boolean NATIVE_UTF8 =
      isUtf8(Charset.defaultCharset().name()) && isUtf8(System.getProperty("sun.jnu.encoding", ""));

  private static final String WORD = "tendhost_word";
  private static final String VALUE = "\"${" + WORD + "%_}\"";

  private final boolean nativeUtf8;

  NativeWords() {
    this(NATIVE_UTF8);
  }

  NativeWords(boolean nativeUtf8) {
    this.nativeUtf8 = nativeUtf8;
  }

  /** A builder that starts these words with these variables on top of our own. */
  ProcessBuilder builder(List<String> words, Map<String, String> environment) {
    if (nativeUtf8 || (ascii(words) && ascii(environment.values()))) {
      ProcessBuilder plain = new ProcessBuilder(words);
      plain.environment().putAll(environment);
      return plain;
    }
    return new ProcessBuilder("sh", "-c", script(words, environment));
  }

  private static String script(List<String> words, Map<String, String> environment) {
    StringBuilder script = new StringBuilder("set --\n");
    environment.forEach(
        (name, value) ->
            script.append(assign(value)).append("export " + name + "=" + VALUE + "\n"));
    for (String word : words) {
      script.append(
          isAscii(word)
              ? "set -- \"$@\" " + ShellWords.quote(word) + "\n"
              : assign(word) + "set -- \"$@\" " + VALUE + "\n");
    }
    return script.append("unset " + WORD + "\nexec \"$@\"\n").toString();
  }

  /** The underscore keeps newlines at the end, which command substitution would drop. */
  private static String assign(String value) {
    StringBuilder octal = new StringBuilder(WORD + "=$(printf '%b' '");
    for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
      if ((b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z')) {
        octal.append((char) b);
      } else {
        octal.append(String.format("\\0%03o", b & 0xFF));
      }
    }
    return octal.append("_')\n").toString();
  }

  private static boolean ascii(Iterable<String> texts) {
    for (String text : texts) {
      if (!isAscii(text)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 0x80);
  }

  private static boolean isUtf8(String charset) {
    return charset.equalsIgnoreCase("UTF-8");
  }
}
