package dev.tendhost.exec.internal.remote;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Words of any character but NUL, so that every byte occurs that UTF-8 has. */
final class RandomWords {
  private static final String HARD = "'\"\\$`!*?[]{}()<>|&;#~^% \t\n\r=-+@\u007f\u0081\u0088";

  private final Random random;

  RandomWords(long seed) {
    random = new Random(seed);
  }

  List<String> list() {
    List<String> words = new ArrayList<>();
    for (int i = random.nextInt(6) + 1; i > 0; i--) {
      words.add(word());
    }
    return words;
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(10) == 0 ? 3_000 : 30); i > 0; i--) {
      word.appendCodePoint(codePoint());
    }
    return word.toString();
  }

  private int codePoint() {
    return switch (random.nextInt(4)) {
      case 0 -> HARD.charAt(random.nextInt(HARD.length()));
      case 1 -> 1 + random.nextInt(0xFF);
      case 2 -> 0x10000 + random.nextInt(0x100000);
      default -> 0x100 + random.nextInt(0xD700);
    };
  }
}
