package dev.tendhost.it.killed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tendhost.it.hosts.AptHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs controllers on one state directory, and kills them (kill -9) at seeded random moments; the
 * last one runs to its end.
 */
final class Kills {
  private static final int A_LIFE = 2;
  private static final int LIMIT_SECONDS = 120;

  private final AptHost host;
  private final Path scratch;
  private final Random random;
  private final Controller.Goal goal;
  private final int mostMillis;
  private final Map<String, Integer> counts = new TreeMap<>();

  /** The last is a little more than a controller takes here from its start to its end. */
  Kills(AptHost host, Path scratch, long seed, Controller.Goal goal, int mostMillis) {
    this.host = host;
    this.scratch = scratch;
    this.random = new Random(seed);
    this.goal = goal;
    this.mostMillis = mostMillis;
  }

  /** Of a host's life, prepared and checked by the last two. */
  interface Life {
    void run() throws Exception;
  }

  /** What the killed controllers had stored last, of each kind how many, and the lives. */
  Map<String, Integer> run(int kills, Life prepare, Life check) throws Exception {
    for (int kill = 0; kill < kills; kill += A_LIFE) {
      prepare.run();
      toItsEnd(Files.createDirectory(scratch.resolve("state-" + kill)));
      check.run();
      count("lives");
    }
    return counts;
  }

  private void toItsEnd(Path state) throws Exception {
    for (int i = 0; i < A_LIFE; i++) {
      Process controller = start(state);
      controller.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS);
      boolean ended = !controller.isAlive();
      controller.destroyForcibly().waitFor();
      count(ended ? "ended before it was killed" : "killed when it had stored " + stored(state));
    }
    Process last = start(state);
    assertThat(last.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the last one ends").isTrue();
    assertThat(last.exitValue()).as("%s", log()).isZero();
    JsonNode end = host(state);
    assertThat(end.path("state").asText()).isEqualTo("idle");
    assertThat(end.has("job")).isFalse();
    assertThat(end.has("operation")).isFalse();
  }

  private Process start(Path state) throws IOException {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Controller.class.getName(),
            goal.name(),
            state.toString(),
            host.name(),
            host.address(),
            Integer.toString(host.port()),
            host.userKey().toString(),
            host.knownHosts().toString());
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(scratch.resolve("log").toFile()))
        .start();
  }

  /** What the controllers wrote. */
  String log() throws IOException {
    return Files.readString(scratch.resolve("log"));
  }

  /** Where the host stood when its controller died, by the file that it left. */
  private String stored(Path state) throws IOException {
    JsonNode stored = host(state);
    if (stored.isMissingNode()) {
      return "nothing";
    }
    return stored.path("state").asText() + (stored.has("job") ? " with a job" : "");
  }

  private JsonNode host(Path state) throws IOException {
    Path file = state.resolve("hosts").resolve(host.name() + ".json");
    ObjectMapper mapper = new ObjectMapper();
    return Files.exists(file)
        ? mapper.readTree(Files.readAllBytes(file)).path("host")
        : MissingNode.getInstance();
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }
}
