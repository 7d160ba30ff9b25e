package dev.tendhost.it.killed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.tendhost.it.hosts.AptHost;
import dev.tendhost.it.hosts.DebPackage;
import dev.tendhost.it.hosts.NotedPackages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Has controllers update a host again and again, and kills them (kill -9) at seeded random moments.
 * The next one goes on with what the last has stored. In the end each package is installed, each
 * maintainer script has run once, and nothing is left of any job.
 */
final class KilledControllers {
  private static final int PACKAGES = 12;
  private static final int KILLS_AN_UPDATE = 2;

  /** A little more than a controller takes here from its start to the end of the update. */
  private static final int MOST_MILLIS = 9_000;

  private static final int LIMIT_SECONDS = 120;

  private final AptHost host;
  private final Path scratch;
  private final Random random;
  private final Map<String, Integer> counts = new TreeMap<>();

  KilledControllers(AptHost host, Path scratch, long seed) {
    this.host = host;
    this.scratch = scratch;
    this.random = new Random(seed);
  }

  /** What the killed controllers had stored last; of each kind how many. */
  Map<String, Integer> run(int kills) throws Exception {
    for (int kill = 0; kill < kills; kill += KILLS_AN_UPDATE) {
      one(Files.createDirectory(scratch.resolve("state-" + kill)));
    }
    return counts;
  }

  private void one(Path state) throws Exception {
    host.reset();
    host.install(NotedPackages.of(PACKAGES, "1"));
    host.publish(NotedPackages.of(PACKAGES, "2"));
    for (int i = 0; i < KILLS_AN_UPDATE; i++) {
      Process controller = start(state);
      controller.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
      boolean ended = !controller.isAlive();
      controller.destroyForcibly().waitFor();
      count(ended ? "ended before it was killed" : "killed when it had stored " + stored(state));
    }
    Process last = start(state);
    assertThat(last.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("the last one ends").isTrue();
    assertThat(last.exitValue()).as("%s", Files.readString(log())).isZero();
    for (DebPackage each : NotedPackages.of(PACKAGES, "2")) {
      assertThat(host.state(each.name())).as("%s", Files.readString(log())).isEqualTo("ii 2");
    }
    assertThat(host.run("sort /var/ran").lines()).doesNotHaveDuplicates().hasSize(PACKAGES);
    assertThat(host.run("dpkg --audit")).isEmpty();
    JsonNode end = host(state);
    assertThat(end.path("state").asText()).isEqualTo("idle");
    assertThat(end.has("job")).isFalse();
    assertThat(end.has("operation")).isFalse();
    count("updates");
  }

  private Process start(Path state) throws IOException {
    List<String> words =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Controller.class.getName(),
            state.toString(),
            host.name(),
            host.address(),
            Integer.toString(host.port()),
            host.userKey().toString(),
            host.knownHosts().toString());
    return new ProcessBuilder(words)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
        .start();
  }

  private Path log() {
    return scratch.resolve("controllers.log");
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
