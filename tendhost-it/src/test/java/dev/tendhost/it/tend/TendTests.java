package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;

/** The example over a fake host, with its output kept. */
@Timeout(60)
abstract class TendTests {
  final WatchedOutput out = new WatchedOutput();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Nobody, unless a test says who. */
  @Nullable Person person;

  final Tend tend(FakeHost host) {
    return tend(host, Terminal.none());
  }

  final Tend tend(FakeHost host, Terminal terminal) {
    return tend(host::site, terminal);
  }

  final Tend tend(Function<List<HostConfig>, Site> site, Terminal terminal) {
    return new Tend(
        (arguments, prompt) -> site.apply(arguments.hosts()),
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        terminal,
        person);
  }

  static <T> Future<T> failure(FailureKind kind, String message) {
    return Future.failedFuture(
        new TendhostException(
            new FleetError(
                kind, HostName.of("x"), message, "apt-get -s", Map.of("exitCode", "100"))));
  }

  final String stdout() {
    return out.toString(UTF_8);
  }

  final List<JsonNode> json() {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(stdout()).endsWith("\n");
    return stdout().lines().map(line -> parse(mapper, line)).toList();
  }

  private static JsonNode parse(ObjectMapper mapper, String line) {
    try {
      JsonNode node = mapper.readTree(line);
      assertThat(node.isObject()).as(line).isTrue();
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  static List<String> types(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("type").asText()).toList();
  }
}
