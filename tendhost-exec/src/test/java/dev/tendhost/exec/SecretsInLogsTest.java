package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.fixture.OpenSshServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the program's log level is, no secret is in its log. */
class SecretsInLogsTest {
  private static final List<String> SECRETS =
      List.of("hush-password", "hush-standard-input", "hush-variable");

  @Test
  void noneIsThereAtTheLevelTrace(@TempDir Path directory) throws Exception {
    try (MinaServer server = MinaServer.start(MinaServer.password(SECRETS.get(0)))) {
      String text = log(directory, "trace", server.port(), server.user(), server.knownHosts());
      assertThat(text).contains("TRACE", "CommandChannel");
      for (String secret : SECRETS) {
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        assertThat(text)
            .doesNotContain(secret)
            .doesNotContainIgnoringCase(HexFormat.ofDelimiter(" ").formatHex(bytes))
            .doesNotContainIgnoringCase(HexFormat.ofDelimiter(":").formatHex(bytes));
      }
    }
  }

  /** A fleet has a thousand of them. */
  @Test
  void connectionThatWorksIsNoLineAtTheLevelInfo(@TempDir Path directory) throws Exception {
    try (OpenSshServer server = OpenSshServer.start()) {
      Path key = server.userKey();
      assertThat(log(directory, "info", server.port(), server.user(), server.knownHosts(), key))
          .isEmpty();
      assertThat(log(directory, "debug", server.port(), server.user(), server.knownHosts(), key))
          .contains("DEBUG", "HostSession");
    }
  }

  private static String log(
      Path directory, String level, int port, String user, Path knownHosts, Path... key)
      throws Exception {
    Path log = directory.resolve("log");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=" + level);
    words.add("-Duser.home=" + directory);
    words.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    words.addAll(List.of(LoggingMain.class.getName(), Integer.toString(port), user));
    words.add(knownHosts.toString());
    words.addAll(SECRETS);
    for (Path file : key) {
      words.add(file.toString());
    }
    Process process =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    String text = Files.readString(log);
    assertThat(process.exitValue()).as(text).isZero();
    return text;
  }
}
