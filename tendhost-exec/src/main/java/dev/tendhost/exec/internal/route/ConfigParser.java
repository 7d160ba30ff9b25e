package dev.tendhost.exec.internal.route;

import dev.tendhost.exec.internal.Fault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes ssh_config(5) files apart into lines and words, without knowing what they mean. */
final class ConfigParser {
  /** A keyword, then white space or one equals sign, then the rest. */
  private static final Pattern LINE =
      Pattern.compile("([^\\s=\"]+)(?:\\s*=\\s*|\\s+|(?=\"))(.*)", Pattern.DOTALL);

  /** A Host behind a byte order mark would be ignored, and what it holds count for every host. */
  private static final Pattern KEYWORD = Pattern.compile("[a-z0-9]+");

  private ConfigParser() {}

  /**
   * Takes a file apart.
   *
   * @throws Fault INVALID_CONFIGURATION if others can write to it, or a line cannot be read
   */
  static List<ConfigLine> parse(Path file, byte[] content) {
    ConfigPermissions.check(file);
    List<ConfigLine> lines = new ArrayList<>();
    String[] texts = new String(content, StandardCharsets.UTF_8).split("\n", -1);
    for (int i = 0; i < texts.length; i++) {
      String text = texts[i].strip();
      if (text.isEmpty() || text.startsWith("#")) {
        continue;
      }
      Matcher matcher = LINE.matcher(text);
      List<String> words = matcher.matches() ? words(matcher.group(2), file, i + 1) : List.of();
      if (words.isEmpty()) {
        throw ConfigLine.fault(file, i + 1, "no argument after the keyword in \"" + text + "\"");
      }
      String keyword = matcher.group(1).toLowerCase(Locale.ROOT);
      if (!KEYWORD.matcher(keyword).matches()) {
        throw ConfigLine.fault(
            file, i + 1, "\"" + keyword + "\" is no keyword, as ssh(1) has it too");
      }
      lines.add(new ConfigLine(keyword, words, file, i + 1));
    }
    return List.copyOf(lines);
  }

  /** Words are quoted with either quote; a backslash keeps quotes, spaces and itself. */
  private static List<String> words(String text, Path file, int number) {
    List<String> words = new ArrayList<>();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        break;
      }
      if (Character.isWhitespace(c)) {
        at++;
        continue;
      }
      StringBuilder word = new StringBuilder();
      at = word(text, at, word);
      if (at < 0) {
        throw ConfigLine.fault(file, number, "a quote is not closed");
      }
      words.add(word.toString());
    }
    return words;
  }

  /** Reads one word and gives back where it ends; -1 if a quote is not closed. */
  private static int word(String text, int start, StringBuilder word) {
    char quote = 0;
    int at = start;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
      if (c == '\\' && ("\"'\\".indexOf(next) >= 0 || (quote == 0 && next == ' '))) {
        word.append(next);
        at++;
      } else if (quote == 0 && Character.isWhitespace(c)) {
        break;
      } else if (quote == 0 && (c == '"' || c == '\'')) {
        quote = c;
      } else if (quote != 0 && c == quote) {
        quote = 0;
      } else {
        word.append(c);
      }
    }
    return quote == 0 ? at : -1;
  }
}
