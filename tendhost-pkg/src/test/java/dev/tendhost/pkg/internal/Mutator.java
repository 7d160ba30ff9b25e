package dev.tendhost.pkg.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils a text in one place, the same for the same seed: what a bad line or a cut makes of it. */
public final class Mutator {
  private static final String SIGNS = "\u0000\ufffd{]<>|: \t-_.0Zz9~\n";

  private final Random random;

  /** What comes is decided by the seed. */
  public Mutator(long seed) {
    random = new Random(seed);
  }

  /** The text without its end; at least two characters are missing. */
  public String cut(String text) {
    return text.substring(0, random.nextInt(text.length() - 1));
  }

  /** The text with one line that is another, is missing, or is there twice. */
  public String line(String text) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int at = random.nextInt(lines.size());
    String line = lines.get(at);
    switch (random.nextInt(5)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(at, line);
      case 2 -> lines.set(at, line.substring(0, random.nextInt(line.length() + 1)));
      case 3 -> lines.set(at, "Updating Subscription Management repositories.");
      default -> lines.set(at, sign(line));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The line with one sign added, missing, or another. */
  private String sign(String line) {
    int at = random.nextInt(line.length() + 1);
    String sign = String.valueOf(SIGNS.charAt(random.nextInt(SIGNS.length())));
    String end = line.substring(Math.min(line.length(), at + random.nextInt(2)));
    return line.substring(0, at) + (random.nextInt(3) == 0 ? "" : sign) + end;
  }
}
