package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The example as a newcomer starts it: nothing is faked, and nothing is set up. */
@Timeout(120)
class BothWaysTest extends TendTests {
  private static final String HERE = ThisMachine.name().value();
  private static final String OVER_SSH = ThisMachine.overSsh().value();

  @TempDir private Path directory;

  @Test
  void thisMachineIsTendedByItselfAndOverSsh() throws IOException {
    Path nothingInstalled = Files.createFile(directory.resolve("status"));
    Tend tend =
        new Tend(
            RealSite::open,
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            Terminal.none(),
            null);
    ExitCode exit = tend.execute("--json", "--setting", "apt.status-file=" + nothingInstalled);
    List<JsonNode> lines = json();
    assertThat(exit)
        .as(stdout())
        .isEqualTo(
            Files.exists(Path.of("/usr/bin/apt-get")) ? ExitCode.OK : ExitCode.NO_PACKAGE_MANAGER);
    assertThat(hosts(lines, "HostConnected")).containsExactly(OVER_SSH);
    assertThat(found(lines, OVER_SSH)).isNotEmpty().isEqualTo(found(lines, HERE));
    assertThat(lines.get(lines.size() - 1).get("hosts").asInt()).isEqualTo(2);
  }

  private static List<String> hosts(List<JsonNode> lines, String type) {
    return lines.stream()
        .filter(line -> line.get("type").asText().equals(type))
        .map(line -> line.get("host").asText())
        .toList();
  }

  /** What was found out about a host, without its name and its ages. */
  private static List<String> found(List<JsonNode> lines, String host) {
    return lines.stream()
        .filter(line -> !line.has("stream") && line.path("host").asText().equals(host))
        .map(line -> line.toString().replace(host, "HOST"))
        .map(line -> line.replaceFirst("\"metadataAge\":\"[^\"]*\"", ""))
        .toList();
  }
}
