package dev.tendhost.it.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide to an adapter of one's own shows the files of a project that is built and tested. */
class GuideTest {
  private static final Path PROJECT = Path.of("src", "consumer", "pacman");
  private static final String PACKAGE = "java/org/example/pacman/";

  /** What the design promises. */
  private static final int LINES = 80;

  static Stream<String> files() {
    return Stream.of(
        "pom.xml",
        "src/main/java/module-info.java",
        "src/main/resources/META-INF/services/dev.tendhost.core.port.PackageManagerProvider",
        "src/main/" + PACKAGE + "PacmanProvider.java",
        "src/main/" + PACKAGE + "Pacman.java",
        "src/test/" + PACKAGE + "PacmanContractTest.java",
        "src/test/" + PACKAGE + "PacmanScript.java");
  }

  @ParameterizedTest
  @MethodSource("files")
  void showsWhatIsBuilt(String file) throws IOException {
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("<code>" + file + "</code>")
        .contains("\n" + Files.readString(PROJECT.resolve(file)).strip() + "\n```");
  }

  @Test
  void theAdapterIsUnderEightyLines() throws IOException {
    long lines = 0;
    try (Stream<Path> sources = Files.list(PROJECT.resolve("src/main/" + PACKAGE))) {
      for (Path source : sources.toList()) {
        lines += code(Files.readString(source)).size();
      }
    }
    assertThat(lines).isGreaterThan(LINES / 2).isLessThan(LINES);
    assertThat(Files.readString(Path.of("..", "README.md"))).contains(lines + " lines of code");
  }

  @Test
  void importsAndCommentsAreNotCountedAndNothingElse() {
    String source =
        "package a;\n\nimport b;\n/** c\n * d */\n// e\nint f; // g\n\"\"\"\n*/\n\"\"\"\n";
    assertThat(code(source)).containsExactly("package a;", "int f; // g", "\"\"\"", "*/", "\"\"\"");
  }

  private static List<String> code(String source) {
    return source
        .replaceAll("(?s)/\\*.*?\\*/", "")
        .lines()
        .filter(line -> !line.isBlank())
        .filter(line -> !line.startsWith("import ") && !line.strip().startsWith("//"))
        .toList();
  }
}
