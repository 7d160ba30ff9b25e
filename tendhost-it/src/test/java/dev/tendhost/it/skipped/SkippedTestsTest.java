package dev.tendhost.it.skipped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
  private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

  @TempDir private Path root;

  @Test
  void countsByReasonOverAllModules() throws IOException {
    report("one", "A", START, "<testcase/>" + skipped("skipped: fish is not installed"));
    report("two", "B", START, skipped("skipped: fish is not installed") + skipped("needs root"));
    report("two", "Old", START.minusSeconds(1), skipped("of an earlier build"));

    assertThat(SkippedTests.in(root, START).line())
        .isEqualTo("Of 4 tests 3 were skipped: fish is not installed (2), needs root (1).");
  }

  @Test
  void failsWhereNoneMayBeSkipped() throws IOException {
    report("one", "A", START, "<testcase/>");
    assertThatCode(() -> Main.main(arguments())).doesNotThrowAnyException();

    report("one", "B", START, skipped("skipped: fish is not installed"));
    assertThatIllegalStateException()
        .isThrownBy(() -> Main.main(arguments()))
        .withMessageContaining("fish is not installed (1)");
  }

  private String[] arguments() {
    return new String[] {root.toString(), START.toString(), "true"};
  }

  private static String skipped(String why) {
    return "<testcase><skipped message=\"" + why + "\"/></testcase>";
  }

  private void report(String module, String test, Instant at, String cases) throws IOException {
    Path directory = Files.createDirectories(root.resolve(module + "/target/surefire-reports"));
    Path file = directory.resolve("TEST-" + test + ".xml");
    Files.writeString(file, "<testsuite>" + cases + "</testsuite>");
    Files.setLastModifiedTime(file, FileTime.from(at));
  }
}
