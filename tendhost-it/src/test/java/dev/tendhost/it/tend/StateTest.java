package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --state}: the same command goes on where an earlier run was, and says what it found. */
class StateTest extends TendTests {
  @TempDir Path folder;

  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host =
                new FakeHost(
                    name.startsWith("quiet") ? Samples.quiet(Duration.ofHours(1)) : Samples.busy());
            host.upgrade = StateTest::neverEnds;
            host.resume =
                (job, heard) -> {
                  assertThat(job).isEqualTo(Samples.JOB);
                  heard.jobEnded(job);
                  becomesQuiet(host);
                  return Future.succeededFuture(Samples.updated());
                };
            return host;
          });

  @Test
  void anUpdateThatWasInterruptedIsTakenUp() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    assertThat(err.toString(UTF_8))
        .contains("  busy-1: apt install, job apt-install-1\n")
        .contains("The same command takes up what goes on, and does what was not done.")
        .doesNotContain("--attach");
    assertThat(run("--apply", "--yes", "--host", "busy-1", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(fleet.get("busy-1").upgrades).hasValue(1);
    assertThat(stdout())
        .contains(state() + " has 2 hosts of earlier runs: 1 at work\n")
        .containsPattern("  busy-1  updating since [-0-9]+ [:0-9]+; goes on\n")
        .containsOnlyOnce("CHANGED: 4 packages")
        .contains(
            """
              HOST     MANAGER  RESULT         CHANGED  REBOOT    NOTE
              busy-1   apt      updated        4        REQUIRED  1 file kept
              quiet-1  -        nothing to do  0        no

            2 hosts: 1 updated, 4 packages changed, 1 reboot due.
            """);
    assertThat(run("--host", "busy-1", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(stdout()).contains(" has 2 hosts of earlier runs, all at rest.\n");
  }

  @Test
  void whatIsTakenUpIsShownByARunThatOnlyAsks() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1");
    assertThat(run("--host", "busy-1")).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("CHANGED: 4 packages", "KEPT: configuration files")
        .contains("busy-1: up to date.")
        .doesNotContain("No package was changed");
  }

  @Test
  void aRunOfOtherHostsTellsOfTheOthersAndLetsThemGoOn() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1");
    fleet.get("gone").inventory = failure(FailureKind.UNREACHABLE, "nobody answers");
    run("--host", "gone");
    assertThat(run("--host", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(stdout()).contains("gone  FAILED since", "(plan: UNREACHABLE); not of this run:");
  }

  @Test
  void whatFailedIsTriedAgain() {
    fleet.get("quiet-1").inventory = failure(FailureKind.UNREACHABLE, "nobody answers");
    assertThat(run("--host", "quiet-1")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains(state() + " has nothing yet:");
    becomesQuiet(fleet.get("quiet-1"));
    assertThat(run("--host", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains(state() + " has 1 host of earlier runs: 1 FAILED\n")
        .containsPattern(
            "quiet-1 {2}FAILED since [-0-9]+ [:0-9]+ \\(plan: UNREACHABLE\\); is tried")
        .contains("quiet-1: up to date.");
  }

  @Test
  void whatIsTakenUpAndFailsIsToldOnceAndCostsTheOthersNothing() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    fleet.get("busy-1").resume =
        (job, heard) -> {
          heard.jobEnded(job);
          return Future.succeededFuture(Samples.failed(FailureKind.COMMAND_FAILED, "half done"));
        };
    assertThat(run("--apply", "--yes", "--host", "busy-1", "quiet-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).containsOnlyOnce("FAILED on busy-1: half done");
    assertThat(fleet.get("busy-1").upgrades).hasValue(1);
    assertThat(stdout())
        .contains(
            """
              HOST     MANAGER  RESULT         CHANGED  REBOOT    NOTE
              busy-1   apt      FAILED         1        REQUIRED  COMMAND_FAILED
              quiet-1  -        nothing to do  0        no
            """);
  }

  @Test
  void aRebootThatWasInterruptedIsWaitedForAndNotSentAgain() throws Exception {
    FakeHost host = due("quiet-1");
    host.rebooting =
        () -> {
          host.reached = Promise.<Void>promise().future();
          return Future.succeededFuture();
        };
    interrupted("→ rebooting", "--yes", "--reboot", "--host", "quiet-1");
    assertThat(stdout()).contains("quiet-1  -        goes on  0        goes on");
    host.reached = Future.succeededFuture();
    host.boots();
    assertThat(run("--yes", "--reboot", "--host", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(host.reboots).hasValue(1);
    assertThat(stdout())
        .containsPattern("quiet-1 {2}rebooting since [-0-9]+ [:0-9]+; goes on\n")
        .containsOnlyOnce("REBOOTED: up and well again")
        .contains("quiet-1  -        rebooted  0        done", "1 rebooted.");
  }

  @Test
  void anUpdateThatIsTakenUpIsFollowedByItsReboot() throws Exception {
    fleet.get("busy-1").comesBack();
    interrupted("install starts", "--apply", "--yes", "--reboot", "--host", "busy-1");
    assertThat(run("--apply", "--yes", "--reboot", "--host", "busy-1")).isEqualTo(ExitCode.OK);
    assertThat(fleet.get("busy-1").reboots).hasValue(1);
    assertThat(stdout())
        .contains("busy-1  apt      updated  4        done    1 file kept", "1 rebooted.");
  }

  @Test
  void itCanBeInterruptedAgain() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    fleet.get("busy-1").resume = (job, heard) -> Promise.<UpdateResult>promise().future();
    interrupted("goes on", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    assertThat(stdout())
        .containsPattern("busy-1 +(apt|-) +goes on")
        .contains("quiet-1  -        not started");
    assertThat(err.toString(UTF_8)).contains("The same command takes up what goes on");
  }

  @Test
  void whoInterruptsTheAskingAfterItHearsWhatWasDone() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    fleet.get("quiet-1").inventory = Promise.<PackageInventory>promise().future();
    interrupted("quiet-1  idle → querying", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    assertThat(stdout())
        .contains("busy-1   apt      updated      4        REQUIRED  1 file kept")
        .contains("quiet-1  -        not started  0");
    assertThat(err.toString(UTF_8)).doesNotContain("Nothing was installed");
  }

  @Test
  void whoSaysNoAfterItHearsThatNothingMoreWasChanged() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "busy-2");
    fleet.get("busy-2").resume =
        (job, heard) -> Future.succeededFuture(Samples.updated()); // and has more to do
    person = new FakePerson("n");
    assertThat(run("--apply", "--host", "busy-1", "busy-2")).isEqualTo(ExitCode.DECLINED);
    assertThat(stdout()).endsWith("Nothing more was changed.\n");
  }

  @Test
  void inJsonEveryHostThatWasKnownIsALine() throws Exception {
    interrupted("install starts", "--apply", "--yes", "--host", "busy-1", "quiet-1");
    assertThat(run("--json", "--apply", "--yes", "--host", "busy-1")).isEqualTo(ExitCode.OK);
    List<JsonNode> restored = lines("Restored");
    assertThat(restored).hasSize(2);
    assertThat(restored.get(0).get("state").asText()).isEqualTo("updating");
    assertThat(restored.get(0).get("operation").asText()).isEqualTo("update");
    assertThat(restored.get(0).get("asked").asBoolean()).isTrue();
    assertThat(restored.get(1).get("state").asText()).isEqualTo("idle");
    assertThat(restored.get(1).get("asked").asBoolean()).isFalse();
    assertThat(lines("Result")).hasSize(1);
    assertThat(lines("Result").get(0).get("outcome").asText()).isEqualTo("updated");
    assertThat(lines("Summary").get(0).toString())
        .contains("\"updated\":1,\"leftAlone\":0,", "\"changes\":4,", "\"exitCode\":0");
  }

  @Test
  void aHostWhoseStateIsDamagedIsLeftAlone() throws Exception {
    run("--host", "quiet-1", "quiet-2");
    Path file =
        files().filter(each -> each.toString().contains("quiet-1")).findFirst().orElseThrow();
    Files.writeString(file, "{");
    assertThat(run("--host", "quiet-1", "quiet-2")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("STORE_FAILED); left as it is", "quiet-2  up to date");
    assertThat(err.toString(UTF_8)).contains("could not be read", "kind: STORE_FAILED");
  }

  @Test
  void oneRunAtATimeUsesADirectory() throws Exception {
    fleet.get("quiet-1").inventory = Promise.<PackageInventory>promise().future();
    Tend first = tend(this::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(() -> first.execute(with("--host", "quiet-1")));
    out.await("→ querying");
    assertThat(run("--host", "quiet-2")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("STORE_FAILED", state().toString());
    first.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
  }

  @Test
  void whatMakesNoSenseIsRefused() throws Exception {
    assertThat(run("--host", "busy-1", "--attach", "busy-1=apt:i:j:d")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("--attach only watches: leave out --state");
    Files.writeString(state(), "");
    assertThat(run("--host", "busy-1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("that is a file; name a directory");
  }

  private FakeHost due(String name) {
    FakeHost host = fleet.get(name);
    host.reboot = new RebootVerdict(Verdict.REQUIRED, List.of("a newer kernel"));
    return host;
  }

  private static void becomesQuiet(FakeHost host) {
    Findings quiet = Samples.quiet(Duration.ofHours(1));
    host.plan = quiet.plans().get(0);
    host.inventory = Future.succeededFuture(quiet.inventory().managers().get(0));
  }

  private static Future<UpdateResult> neverEnds(UpgradeListener heard) {
    return heard
        .jobStarting(Samples.JOB)
        .compose(stored -> Promise.<UpdateResult>promise().future());
  }

  private Path state() {
    return folder.resolve("state");
  }

  private Stream<Path> files() {
    try (Stream<Path> all = Files.walk(state())) {
      return all.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<JsonNode> lines(String type) {
    return json().stream().filter(line -> line.get("type").asText().equals(type)).toList();
  }

  /** A run that ends by Ctrl-C when it has written this; its output stays. */
  private void interrupted(String when, String... args) throws Exception {
    out.reset();
    err.reset();
    Tend tend = tend(this::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(() -> tend.execute(with(args)));
    out.await(when);
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
  }

  private ExitCode run(String... args) {
    out.reset();
    err.reset();
    return tend(this::site, Terminal.none()).execute(with(args));
  }

  private String[] with(String... args) {
    List<String> all = new ArrayList<>(List.of("--state", state().toString()));
    all.addAll(List.of(args));
    return all.toArray(String[]::new);
  }

  private Site site(List<HostConfig> hosts) {
    return fleet.site(hosts.stream().map(FakeHost::withoutSoak).toList());
  }
}
