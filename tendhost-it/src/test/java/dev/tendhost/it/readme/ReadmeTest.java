package dev.tendhost.it.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.Tendhost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the README shows is compiled, is run, and is what it says. */
class ReadmeTest {
  private static final Path SOURCES =
      Path.of("src", "test", "java", "dev", "tendhost", "it", "readme");

  @ParameterizedTest
  @ValueSource(strings = {"Embedding", "OverSsh", "Keeping"})
  void anExampleIsTheOneThatIsCompiled(String name) throws IOException {
    String source =
        Files.readString(SOURCES.resolve(name + ".java"))
            .replaceFirst("package .*;\n\n", "")
            .strip();
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```java\n" + source + "\n```");
    assertThat(source.lines().filter(line -> !line.isBlank()).filter(ReadmeTest::isNoImport))
        .as("lines of the example, imports not counted")
        .hasSizeLessThanOrEqualTo(25);
  }

  @Test
  void continuousIntegrationRunsTheLinesOfTheReadme() throws IOException {
    List<String> lines =
        Files.readAllLines(Path.of("..", ".ci", "run")).stream()
            .filter(line -> line.startsWith("apt-get") || line.startsWith("mvn"))
            .toList();
    assertThat(lines).hasSize(2);
    assertThat(Files.readString(Path.of("..", "README.md")))
        .contains("```sh\n" + String.join("\n", lines) + "\n```");
  }

  @Test
  void theExampleOverSshIsUsable() {
    assertThat(OverSsh.provider(Path.of("/home/me"))).isNotNull();
    assertThat(OverSsh.host().settings()).containsEntry("ssh.jump", "me@gate.example.org");
  }

  @Test
  void theExampleOfKeepingIsUsable() {
    assertThat(Keeping.keep(Tendhost.builder(), Path.of("state"))).isNotNull();
    assertThat(Keeping.host().policy().reboot().automatic()).isTrue();
  }

  /** On a machine without apt the same example says so. */
  @Test
  void theEmbeddingExampleRuns() throws Exception {
    PrintStream console = System.out;
    CountDownLatch ended = new CountDownLatch(1);
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setOut(
        new PrintStream(shown, true, StandardCharsets.UTF_8) {
          @Override
          public void println(String line) {
            super.println(line);
            if (line.startsWith("[")
                || line.startsWith(FailureKind.PACKAGE_MANAGER_MISSING.name())) {
              ended.countDown();
            }
          }

          @Override
          public void println(Object value) {
            println(String.valueOf(value));
          }
        });
    try {
      Embedding.main(new String[0]);
      assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      System.setOut(console);
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .contains("HostRegistered")
        .contains("HostStateChanged");
  }

  private static boolean isNoImport(String line) {
    return !line.startsWith("import ");
  }
}
