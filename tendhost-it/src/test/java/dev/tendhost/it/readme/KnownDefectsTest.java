package dev.tendhost.it.readme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tests that CONTRIBUTING.md names for each defect are there. */
class KnownDefectsTest {
  private static final Pattern NAME = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final int DEFECTS = 33;

  @Test
  void everyDefectNamesTestsThatExist() throws IOException {
    Map<String, String> sources = sources();
    List<String> rows = rows();
    assertThat(rows).hasSizeGreaterThanOrEqualTo(DEFECTS);
    for (String row : rows) {
      List<String> missing =
          NAME.matcher(row)
              .results()
              .filter(
                  name ->
                      !sources
                          .getOrDefault(name.group(1), "")
                          .contains("void " + name.group(2) + "("))
              .map(name -> name.group())
              .toList();
      assertThat(NAME.matcher(row).find()).as(row).isTrue();
      assertThat(missing).as(row).isEmpty();
    }
  }

  private static List<String> rows() throws IOException {
    String text = Files.readString(Path.of("..", "CONTRIBUTING.md"));
    int table = text.indexOf("| defect | caught by |");
    assertThat(table).isPositive();
    return text.substring(table, text.indexOf("\n\n", table)).lines().skip(2).toList();
  }

  /** Test classes of all modules, by name. */
  private static Map<String, String> sources() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String module : List.of("api", "core", "exec", "pkg", "it")) {
      Path tests = Path.of("..", "tendhost-" + module, "src", "test", "java");
      try (Stream<Path> files = Files.walk(tests)) {
        for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          sources.merge(name, Files.readString(file), String::concat);
        }
      }
    }
    return sources;
  }
}
