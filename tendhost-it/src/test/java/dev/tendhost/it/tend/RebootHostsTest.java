package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.HostConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code --reboot} and {@code --force-reboot}: who is rebooted, who is asked, and what is said. */
class RebootHostsTest extends TendTests {
  /** Due at once: due; after its update: busy; nobody can tell: odd; not: quiet. */
  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host =
                new FakeHost(
                    name.startsWith("busy") ? Samples.busy() : Samples.quiet(Duration.ofHours(1)));
            if (name.startsWith("due")) {
              host.reboot = new RebootVerdict(Verdict.REQUIRED, List.of("a newer kernel"));
            } else if (name.startsWith("odd")) {
              host.reboot = new RebootVerdict(Verdict.UNKNOWN, List.of("no kernel is known"));
            }
            host.upgrade =
                listener -> {
                  host.plan = Samples.quiet(Duration.ZERO).plans().get(0);
                  host.inventory =
                      Future.succeededFuture(
                          Samples.quiet(Duration.ZERO).inventory().managers().get(0));
                  return Future.succeededFuture(Samples.updated());
                };
            host.comesBack();
            return host;
          });

  @Test
  void whatIsDueIsRebootedAndProven() {
    FakePerson asked = new FakePerson("y");
    person = asked;
    assertThat(run("--reboot", "--host", "due-1", "quiet-1", "odd-1", "busy-1"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked.questions).containsExactly("Reboot 2 hosts (due-1, busy-1)? [y/N] ");
    assertReboots(1, "due-1", "busy-1");
    assertReboots(0, "quiet-1", "odd-1");
    assertThat(fleet.get("busy-1").upgrades).hasValue(0);
    assertThat(fleet.get("busy-1").refreshed).isFalse();
    assertThat(stdout())
        .contains("nothing is changed before you agree.")
        .contains("=== due-1 ", "REBOOTED: up and well again after 0 s", "the boot id changed")
        .contains(
            """
            RESULTS
              HOST     MANAGER  RESULT         CHANGED  REBOOT   NOTE
              due-1    -        rebooted       0        done
              quiet-1  -        nothing to do  0        no
              odd-1    -        nothing to do  0        unknown
              busy-1   -        rebooted       0        done

            4 hosts: 0 updated, 0 packages changed, 2 rebooted.
            """);
  }

  @Test
  void anUpdateComesFirstAndMayMakeItDue() {
    FakePerson asked = new FakePerson("y");
    person = asked;
    FakeHost late = fleet.get("busy-2");
    RebootVerdict due = late.reboot;
    late.reboot = new RebootVerdict(Verdict.NOT_REQUIRED, List.of());
    var upgrade = late.upgrade;
    late.upgrade =
        listener -> {
          late.reboot = due;
          return upgrade.apply(listener);
        };
    assertThat(run("--apply", "--reboot", "--host", "busy-1", "busy-2", "due-1", "quiet-1"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked.questions)
        .containsExactly(
            "Upgrade 8 packages (2 of them to be REMOVED) on 2 hosts (busy-1, busy-2), and reboot"
                + " where that is due then (now: 2 hosts (busy-1, due-1))? [y/N] ");
    assertReboots(1, "busy-1", "busy-2", "due-1");
    assertReboots(0, "quiet-1");
    assertThat(stdout())
        .contains("busy-1  updating → waiting reboot", "busy-1  rebooting → verifying")
        .contains(
            """
              HOST     MANAGER  RESULT         CHANGED  REBOOT  NOTE
              busy-1   apt      updated        4        done    1 file kept
              busy-2   apt      updated        4        done    1 file kept
              due-1    -        rebooted       0        done
              quiet-1  -        nothing to do  0        no

            4 hosts: 2 updated, 8 packages changed, 3 rebooted.
            """);
  }

  @Test
  void aHostThatStillHasUpdatesIsRebootedToo() {
    FakeHost host = fleet.get("busy-1");
    host.upgrade = listener -> Future.succeededFuture(Samples.updated());
    assertThat(run("--apply", "--yes", "--reboot", "--host", "busy-1")).isEqualTo(ExitCode.OK);
    assertReboots(1, "busy-1");
    assertThat(stdout()).contains("busy-1  apt      updated  4        done    1 file kept");
  }

  @Test
  void aFailedUpdateIsNotFollowedByAReboot() {
    fleet.get("busy-1").upgrade =
        listener -> Future.succeededFuture(Samples.failed(FailureKind.COMMAND_FAILED, "half done"));
    assertThat(run("--apply", "--yes", "--force-reboot", "--host", "busy-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertReboots(0, "busy-1");
    assertThat(stdout()).contains("busy-1  apt      FAILED  1        REQUIRED  COMMAND_FAILED");
  }

  @Test
  void forceRebootsWhereNobodyCanTellToo() {
    assertThat(run("--yes", "--force-reboot", "--host", "odd-1", "due-1", "quiet-1"))
        .isEqualTo(ExitCode.OK);
    assertReboots(1, "odd-1", "due-1");
    assertReboots(0, "quiet-1");
  }

  @Test
  void withoutTheOptionNothingReboots() {
    assertThat(run("--apply", "--yes", "--host", "due-1", "busy-1")).isEqualTo(ExitCode.OK);
    assertReboots(0, "due-1", "busy-1");
    assertThat(stdout()).contains("4 packages changed, 2 reboots due.");
  }

  @Test
  void aRebootThatFailsIsToldAndCostsTheOthersNothing() {
    fleet.get("due-1").rebooting = () -> failure(FailureKind.PRIVILEGE, "sudo says no");
    assertThat(run("--yes", "--reboot", "--host", "due-1", "due-2"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertReboots(1, "due-2");
    assertThat(err.toString(UTF_8)).contains("FAILED on due-1: sudo says no", "kind: PRIVILEGE");
    assertThat(stdout())
        .contains(
            """
              HOST   MANAGER  RESULT    CHANGED  REBOOT   NOTE
              due-1  -        FAILED    -        unknown  PRIVILEGE
              due-2  -        rebooted  0        done

            2 hosts: 0 updated, 0 packages changed, 1 rebooted, 1 FAILED.
            """);
  }

  @Test
  void inJsonTheProofIsALine() {
    assertThat(run("--json", "--yes", "--reboot", "--host", "due-1", "quiet-1"))
        .isEqualTo(ExitCode.OK);
    List<JsonNode> lines = json();
    JsonNode rebooted = line(lines, "Rebooted");
    assertThat(rebooted.get("host").asText()).isEqualTo("due-1");
    assertThat(rebooted.get("evidence").get(0).asText()).contains("the boot id changed");
    assertThat(Duration.parse(rebooted.get("took").asText())).isLessThan(Duration.ofMinutes(1));
    assertThat(rebooted.get("findings")).isEmpty();
    assertThat(lines.get(lines.size() - 1).toString())
        .isEqualTo(
            "{\"type\":\"Summary\",\"hosts\":2,\"updated\":0,\"leftAlone\":1,\"rebooted\":1,"
                + "\"failed\":0,\"running\":0,\"changes\":0,\"rebootRequired\":false,"
                + "\"exitCode\":0}");
  }

  @Test
  void aHostThatIsLeftAloneCountsAmongTheRebootsThatAreDue() {
    run("--json", "--apply", "--yes", "--host", "due-1");
    assertThat(line(json(), "Summary").get("rebootRequired").asBoolean()).isTrue();
  }

  @Test
  void whoInterruptsItHearsThatItGoesOn() throws Exception {
    fleet.get("due-1").rebooting =
        () -> {
          fleet.get("due-1").reached = Promise.<Void>promise().future();
          return Future.succeededFuture();
        };
    Tend tend = tend(this::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(
            () -> tend.execute("--json", "--yes", "--reboot", "--host", "due-1"));
    out.await("\"to\":\"rebooting\"");
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(line(json(), "Rebooting").get("host").asText()).isEqualTo("due-1");
    assertThat(line(json(), "Summary").get("running").asInt()).isEqualTo(1);
    assertThat(err.toString(UTF_8))
        .contains("What runs on a host goes on there by")
        .contains("  due-1: reboots; whether it comes back is not waited for\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--reboot", "--force-reboot"})
  void thisMachineIsNeverRebooted(String option) {
    assertThat(run(option, "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(run(option, "--yes", "--local", "--host", "due-1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("is not rebooted: name hosts with --host");
    assertThat(fleet.hosts).isEmpty();
  }

  @Test
  void nobodyIsRebootedUnasked() {
    assertThat(run("--reboot", "--host", "due-1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("--reboot asks before it changes anything");
    person = new FakePerson("n");
    assertThat(run("--reboot", "--host", "due-1")).isEqualTo(ExitCode.DECLINED);
    assertReboots(0, "due-1");
    assertThat(run("--attach", "due-1=apt:i:j:d", "--host", "due-1", "--reboot"))
        .isEqualTo(ExitCode.USAGE);
  }

  private void assertReboots(int times, String... hosts) {
    for (String host : hosts) {
      assertThat(fleet.get(host).reboots).as(host).hasValue(times);
    }
  }

  private static JsonNode line(List<JsonNode> lines, String type) {
    return lines.stream()
        .filter(line -> line.get("type").asText().equals(type))
        .findFirst()
        .orElseThrow();
  }

  private ExitCode run(String... args) {
    return tend(this::site, Terminal.none()).execute(args);
  }

  private Site site(List<HostConfig> hosts) {
    return fleet.site(hosts.stream().map(FakeHost::withoutSoak).toList());
  }
}
