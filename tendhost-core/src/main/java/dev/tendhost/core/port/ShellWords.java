package dev.tendhost.core.port;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell (POSIX.1-2017, Shell Command Language, 2.2.2). */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  private ShellWords() {}

  /**
   * One word that the shell reads back as it is, whatever it holds.
   *
   * @param word any text without NUL
   * @return the word, in single quotes where needed
   */
  public static String quote(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }

  /**
   * A command line that the shell reads back as these words.
   *
   * @param words the words
   * @return the quoted words with a space between
   */
  public static String join(List<String> words) {
    return words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
  }
}
