package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.MinaServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
      Path log = directory.resolve("log");
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                  "-Duser.home=" + directory,
                  "-classpath",
                  System.getProperty("java.class.path"),
                  LoggingMain.class.getName(),
                  Integer.toString(server.port()),
                  server.user(),
                  server.knownHosts().toString(),
                  SECRETS.get(0),
                  SECRETS.get(1),
                  SECRETS.get(2))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      String text = Files.readString(log);
      assertThat(process.exitValue()).as(text).isZero();
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
}
