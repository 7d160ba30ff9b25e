package dev.tendhost.core.port;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Quotes words for a POSIX shell (POSIX.1-2017, Shell Command Language, 2.2.2). */
public final class ShellWords {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=@%+,-]+");

  /** Syntax where a program is expected, in POSIX (2.4) or in bash, ksh or zsh. */
  private static final Set<String> RESERVED =
      Set.of(
          "case",
          "coproc",
          "do",
          "done",
          "elif",
          "else",
          "end",
          "esac",
          "fi",
          "for",
          "foreach",
          "function",
          "if",
          "in",
          "nocorrect",
          "noglob",
          "repeat",
          "select",
          "then",
          "time",
          "until",
          "while");

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
   * A command line that the shell reads back as these words; the first is taken for a program, even
   * if it looks like an assignment or a reserved word.
   *
   * @param words the words
   * @return the quoted words with a space between
   */
  public static String join(List<String> words) {
    String line = words.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    String program = words.isEmpty() ? "" : words.get(0);
    boolean syntax = RESERVED.contains(program) || program.indexOf('=') >= 0;
    boolean bare = syntax && PLAIN.matcher(program).matches();
    return bare ? "'" + program + "'" + line.substring(program.length()) : line;
  }
}
