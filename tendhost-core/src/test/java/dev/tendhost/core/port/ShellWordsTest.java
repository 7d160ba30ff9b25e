package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The judge is a real shell: what it reads back is what was quoted. */
class ShellWordsTest {
  private static final String PRINT = "printf '%s\\0' ";

  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "a b",
        "'",
        "''",
        "it's",
        "\"",
        "\\",
        "\\'",
        "$HOME",
        "$(echo x)",
        "`echo x`",
        "a\nb",
        "\n",
        "a\n",
        "\t",
        "*",
        "?",
        "[a-z]",
        "~",
        "~root",
        "#x",
        "a;b",
        "a&b",
        "a|b",
        "<",
        ">x",
        "(x)",
        "{a,b}",
        "!x",
        "-n",
        "--",
        "=",
        "A=b",
        "%s",
        "\u00fc",
        "\ud83d\ude00",
        "a\\",
        "\r",
        "\u001b[0m",
        "^",
        "if",
        "a'b\"c$d`e\\f"
      })
  void theShellReadsOneWordBack(String word) throws Exception {
    assertThat(readBack(PRINT + ShellWords.quote(word))).containsExactly(word);
  }

  @Test
  void theShellReadsRandomWordsBack() throws Exception {
    Random random = new Random(20_261_123);
    List<String> words = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      words.add(randomWord(random));
    }
    assertThat(readBack(PRINT + ShellWords.join(words))).isEqualTo(words);
  }

  @Test
  void theFirstWordIsTheProgramWhateverItHolds() throws Exception {
    Path program = directory.resolve("a b=$c");
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' \"$@\"\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    List<String> words = List.of(program.toString(), "x y", "z");
    assertThat(readBack(ShellWords.join(words))).containsExactly("x y", "z");
  }

  /** A bare {@code A=b} in front would be an assignment, a bare {@code if} a syntax error. */
  @ParameterizedTest
  @ValueSource(strings = {"A=b", "if", "while", "!", "{"})
  void aProgramIsNeverTakenForSyntax(String name) throws Exception {
    Path program = directory.resolve(name);
    Files.writeString(program, "#!/bin/sh\nprintf '%s\\0' ran\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    String line = "PATH=" + ShellWords.quote(directory.toString()) + ":$PATH; ";
    assertThat(readBack(line + ShellWords.join(List.of(name)))).containsExactly("ran");
  }

  @Test
  void plainWordsStayReadable() {
    assertThat(ShellWords.join(List.of("apt-get", "-o", "APT::Status-Fd=3", "/a/b.c")))
        .isEqualTo("apt-get -o APT::Status-Fd=3 /a/b.c");
  }

  private static String randomWord(Random random) {
    int[] points =
        random
            .ints(random.nextInt(12), 1, 0x2FFF)
            .map(point -> random.nextInt(3) == 0 ? point : 1 + point % 127)
            .toArray();
    return new String(points, 0, points.length);
  }

  private List<String> readBack(String script) throws IOException, InterruptedException {
    Path out = directory.resolve("out");
    Path file = directory.resolve("script");
    Files.writeString(file, script);
    Process sh =
        new ProcessBuilder("sh", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    try {
      assertThat(sh.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      sh.destroyForcibly();
    }
    String text = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(sh.exitValue()).as(text).isZero();
    return List.of(text.split("\0", -1)).subList(0, text.split("\0", -1).length - 1);
  }
}
