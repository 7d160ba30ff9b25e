package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.PackageInventory;
import io.vertx.core.Promise;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The example over several hosts at once. */
class ManyHostsTest extends TendTests {
  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host =
                new FakeHost(
                    name.startsWith("busy") ? Samples.busy() : Samples.quiet(Duration.ofHours(1)));
            if (name.startsWith("gone")) {
              host.inventory = failure(FailureKind.UNREACHABLE, "nobody answers at " + name);
            } else if (name.startsWith("bare")) {
              host.detected = false;
            } else if (name.startsWith("stuck")) {
              host.inventory = Promise.<PackageInventory>promise().future();
            }
            return host;
          });

  @Test
  void allAreAskedAndShownWhateverBecomesOfOne() {
    assertThat(tend("--host", "busy-1", "gone-1", "--host", "quiet-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout())
        .contains("Asking busy-1 (", "quiet-1  registered", "gone-1   plan failed: UNREACHABLE")
        .contains("=== busy-1 ====", "openssh-client")
        .doesNotContain("=== quiet-1")
        .contains(
            """
            ALL HOSTS
              HOST     RESULT      UPDATES  SECURITY  HELD  REBOOT    NOTE
              busy-1   updates     4        2         1     REQUIRED  1 problem
              gone-1   FAILED      -        -         -     -         UNREACHABLE
              quiet-1  up to date  0        0         0     no

            3 hosts: 2 answered, 1 FAILED, 1 to update (1 with security fixes), 1 up to
            date. No package was changed.
            """);
    assertThat(err.toString(UTF_8)).contains("FAILED on gone-1: nobody answers at gone-1");
    assertThat(fleet.hosts.values()).allMatch(host -> host.closed);
  }

  @Test
  void inJsonEveryLineNamesItsHostAndOneSummaryIsLast() {
    assertThat(tend("--json", "--host", "busy-1", "gone-1", "busy-2", "quiet-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    List<JsonNode> found = json().stream().filter(line -> !line.has("stream")).toList();
    assertThat(
            found.stream()
                .map(line -> line.get("type").asText() + " " + line.path("host").asText()))
        .containsExactly(
            "Change busy-1",
            "Change busy-1",
            "Change busy-1",
            "Change busy-1",
            "HeldBack busy-1",
            "Problem busy-1",
            "Reboot busy-1",
            "HostSummary busy-1",
            "Change busy-2",
            "Change busy-2",
            "Change busy-2",
            "Change busy-2",
            "HeldBack busy-2",
            "Problem busy-2",
            "Reboot busy-2",
            "HostSummary busy-2",
            "Reboot quiet-1",
            "HostSummary quiet-1",
            "Error gone-1",
            "Summary ");
    assertThat(found.get(found.size() - 1).toString())
        .isEqualTo(
            "{\"type\":\"Summary\",\"hosts\":4,\"answered\":3,\"failed\":1,\"changes\":8,"
                + "\"security\":4,\"heldBack\":2,\"metadataAge\":\"PT3H10M\",\"stale\":false,"
                + "\"problems\":2,\"exitCode\":1}");
  }

  @Test
  void oneHostOfUnknownAgeMakesTheSummaryStale() {
    fleet.hosts.put("old", new FakeHost(Samples.quiet(null)));
    assertThat(tend("--json", "--host", "quiet-1", "old")).isEqualTo(ExitCode.OK);
    JsonNode summary = json().get(json().size() - 1);
    assertThat(summary.get("stale").asBoolean()).isTrue();
    assertThat(summary.get("metadataAge").isNull()).isTrue();
  }

  @Test
  void aCodeOfItsOwnMeansEveryHost() {
    assertThat(tend("--host", "bare-1", "bare-2")).isEqualTo(ExitCode.NO_PACKAGE_MANAGER);
    assertThat(tend("--host", "bare-1", "quiet-1")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(tend("--host", "bare-1", "gone-1")).isEqualTo(ExitCode.HOSTS_FAILED);
  }

  @Test
  void aHostThatCannotBeRegisteredFailsAlone() {
    FakeHosts noneForQuiet =
        new FakeHosts(
            name -> {
              if (name.startsWith("quiet")) {
                throw new IllegalStateException("no executor for " + name);
              }
              return fleet.get(name);
            });
    assertThat(tend(noneForQuiet::site, Terminal.none()).execute("--host", "busy-1", "quiet-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("busy-1   updates", "quiet-1  FAILED");
    assertThat(err.toString(UTF_8)).contains("no executor for quiet-1");
  }

  @Test
  void interruptedItSaysWhoHadAnswered() throws Exception {
    Tend tend = tend(fleet::site, new Terminal(true, false, 80));
    FakeHost last = fleet.get("stuck-1");
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(() -> tend.execute("--host", "quiet-1", "stuck-1"));
    assertThat(last.asked.await(20, TimeUnit.SECONDS)).isTrue();
    out.await("1 of 2 hosts answered");
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8))
        .contains("Interrupted. 1 of 2 hosts had answered (quiet-1).")
        .contains("Nothing was installed or\nremoved on any of them.");
    assertThat(stdout())
        .contains("quiet-1  up to date", "stuck-1  no answer")
        .doesNotContain("CONNECTION_LOST");
    assertThat(fleet.hosts.values()).allMatch(host -> host.closed);
  }

  @Test
  void interruptedBeforeItBeganItAsksNobody() {
    Tend tend = tend(fleet::site, Terminal.none());
    tend.interrupt();
    assertThat(tend.execute("--host", "quiet-1", "quiet-2")).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8)).contains("Interrupted. 0 of 2 hosts had answered.");
    assertThat(fleet.hosts).isEmpty();
  }

  @Test
  void whatTheRunOpenedIsClosedBeforeTheInterruptReturns() throws Exception {
    AtomicBoolean closed = new AtomicBoolean();
    Tend tend =
        new Tend(
            (line, prompt) -> fleet.site(line.hosts(), () -> closed.set(true)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            Terminal.none(),
            null);
    FakeHost host = fleet.get("stuck-1");
    CompletableFuture.runAsync(() -> tend.execute("--host", "stuck-1"));
    assertThat(host.asked.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    assertThat(closed).isTrue();
  }

  @Test
  void thousandsOfHostsAreCountedNotListedWhileTheyWork() {
    List<String> args = new ArrayList<>(List.of("--host"));
    IntStream.rangeClosed(1, 2000).forEach(i -> args.add("quiet-" + i));
    IntStream.rangeClosed(1, 100).forEach(i -> args.add("gone-" + i));
    ExitCode exit =
        tend(fleet::site, new Terminal(true, false, 80)).execute(args.toArray(String[]::new));
    assertThat(exit).isEqualTo(ExitCode.HOSTS_FAILED);
    String live = stdout().substring(0, stdout().indexOf("ALL HOSTS"));
    assertThat(live)
        .contains("Asking 2100 hosts what", "of 2100 hosts answered", "all are shown at the end");
    assertThat(live.lines().filter(line -> line.contains("plan failed")))
        .hasSize(LiveEvents.FAILURES);
    assertThat(live.chars().filter(c -> c == '\n').count()).isLessThan(30);
    assertThat(stdout()).contains("2100 hosts: 2000 answered, 100 FAILED, 2000 up to date.");
    assertThat(err.toString(UTF_8).lines().filter(line -> line.startsWith("FAILED on gone-")))
        .hasSize(100);
  }

  @Test
  void noMoreAreAtWorkThanBounded() {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    FakeHosts counted =
        new FakeHosts(
            name -> {
              FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
              host.begin = () -> most.accumulateAndGet(now.incrementAndGet(), Math::max);
              host.end = now::decrementAndGet;
              return host;
            });
    List<String> args = new ArrayList<>(List.of("--host"));
    IntStream.rangeClosed(1, 300).forEach(i -> args.add("h" + i));
    assertThat(tend(counted::site, Terminal.none()).execute(args.toArray(String[]::new)))
        .isEqualTo(ExitCode.OK);
    assertThat(most.get()).isBetween(2, HostQuestions.AT_ONCE);
  }

  private ExitCode tend(String... args) {
    return tend(fleet::site, Terminal.none()).execute(args);
  }
}
