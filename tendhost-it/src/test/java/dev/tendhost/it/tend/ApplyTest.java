package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** {@code --apply}: who is asked, what is done, and what is said of it. */
class ApplyTest extends TendTests {
  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host =
                new FakeHost(
                    name.startsWith("busy") ? Samples.busy() : Samples.quiet(Duration.ofHours(1)));
            host.upgrade = listener -> Future.succeededFuture(Samples.updated());
            return host;
          });

  @Test
  void aYesDoesWhatWasShownAndNothingElse() {
    for (String yes : List.of("y", "Y", "yes", " yes ")) {
      FakePerson asked = new FakePerson(yes);
      person = asked;
      fleet.hosts.clear();
      out.reset();
      assertThat(apply("--host", "busy-1", "quiet-1")).isEqualTo(ExitCode.OK);
      assertThat(asked.questions)
          .containsExactly("Upgrade 4 packages (1 of them to be REMOVED) on busy-1? [y/N] ");
      assertThat(fleet.get("busy-1").options.expectedPlanDigest()).isEqualTo("digest");
      assertThat(fleet.get("busy-1").refreshed).isTrue();
      assertThat(fleet.get("quiet-1").upgrades).hasValue(0);
    }
    assertThat(stdout())
        .contains("Asking busy-1 (", "nothing is changed before you agree.")
        .contains("=== busy-1 ", "UPDATES: 4 packages", "CHANGED: 4 packages", "openssh-client")
        .contains("KEPT: configuration files", "/etc/ssh/ssh_config", "REBOOT: REQUIRED")
        .contains(
            """
            RESULTS
              HOST     MANAGER  RESULT         CHANGED  REBOOT    NOTE
              busy-1   apt      updated        4        REQUIRED  1 file kept
              quiet-1  -        nothing to do  0        no

            2 hosts: 1 updated, 4 packages changed, 1 reboot due.
            """)
        .doesNotContain("No package was changed");
  }

  @Test
  void anythingElseIsNo() {
    for (String no : new String[] {"n", "", "ye", "yes please", null}) {
      FakePerson asked = new FakePerson(no);
      person = asked;
      out.reset();
      assertThat(apply("--host", "busy-1", "busy-2")).isEqualTo(ExitCode.DECLINED);
      assertThat(asked.questions)
          .containsExactly(
              "Upgrade 8 packages (2 of them to be REMOVED) on 2 hosts (busy-1, busy-2)? [y/N] ");
      assertThat(stdout()).endsWith("Nothing was changed.\n");
    }
    assertThat(fleet.hosts.values()).allMatch(host -> host.upgrades.get() == 0 && host.closed);
  }

  @Test
  void withYesNobodyIsAsked() {
    FakePerson nobody = new FakePerson("no");
    person = nobody;
    assertThat(apply("--yes", "--host", "busy-1")).isEqualTo(ExitCode.OK);
    assertThat(nobody.questions).isEmpty();
    assertThat(fleet.get("busy-1").upgrades).hasValue(1);
    assertThat(stdout()).contains("then it is done.");
  }

  @Test
  void whereNobodyCanBeAskedItIsRefusedBeforeAnythingIsDone() {
    assertThat(apply("--host", "busy-1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("there is no terminal to ask at; add --yes if");
    person = new FakePerson("y");
    assertThat(apply("--host", "busy-1", "--json")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("with --json nobody is asked");
    assertThat(fleet.hosts).isEmpty();
  }

  @Test
  void withoutApplyItsOptionsAreRefused() {
    for (String option : List.of("--yes", "--download-only", "--repair")) {
      assertThat(tend(fleet::site, Terminal.none()).execute(option)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString(UTF_8)).containsPattern("says? how to --apply.*: add ");
      err.reset();
    }
    assertThat(fleet.hosts).isEmpty();
  }

  @Test
  void nothingToDoIsNoQuestion() {
    FakePerson asked = new FakePerson("y");
    person = asked;
    assertThat(apply("--host", "quiet-1")).isEqualTo(ExitCode.OK);
    assertThat(asked.questions).isEmpty();
    assertThat(fleet.get("quiet-1").upgrades).hasValue(0);
    assertThat(stdout()).contains("quiet-1  -        nothing to do");
  }

  @Test
  void whatDriftedMeanwhileIsNotDoneAndTheDifferenceIsShown() {
    FakeHost host = fleet.get("busy-1");
    UpdatePlan shown = host.plan;
    FakePerson asked = new FakePerson("y");
    asked.meanwhile =
        () ->
            host.plan =
                new UpdatePlan(
                    "apt", shown.options(), shown.changes().subList(1, 4), List.of(), "other");
    person = asked;
    assertThat(apply("--host", "busy-1", "busy-2")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(host.upgrades).hasValue(0);
    assertThat(fleet.get("busy-2").upgrades).hasValue(1);
    assertThat(err.toString(UTF_8).replaceAll("\\s+", " "))
        .contains("FAILED on busy-1: nothing was changed: the plan of apt is not the one that")
        .contains("no longer: upgrade base-files 12.4+deb12u11 to 12.4+deb12u12")
        .contains("kind: PLAN_DRIFTED");
    assertThat(stdout()).contains("busy-1  -        FAILED   -        -         PLAN_DRIFTED");
  }

  @Test
  void oneHostThatFailsCostsTheOthersNothing() {
    fleet.get("busy-1").upgrade =
        listener ->
            Future.succeededFuture(Samples.failed(FailureKind.COMMAND_FAILED, "half done: foo"));
    fleet.get("gone").inventory = failure(FailureKind.UNREACHABLE, "nobody answers");
    FakePerson asked = new FakePerson("y");
    person = asked;
    assertThat(apply("--host", "busy-1", "busy-2", "gone")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(asked.questions.get(0)).contains("on 2 hosts (busy-1, busy-2)?");
    assertThat(stdout())
        .contains("busy-1  update failed: COMMAND_FAILED")
        .contains(
            """
              HOST    MANAGER  RESULT   CHANGED  REBOOT    NOTE
              busy-1  apt      FAILED   1        REQUIRED  COMMAND_FAILED
              busy-2  apt      updated  4        REQUIRED  1 file kept
              gone    -        FAILED   -        -         UNREACHABLE

            3 hosts: 1 updated, 5 packages changed, 2 FAILED, 2 reboots due.
            """);
    assertThat(err.toString(UTF_8))
        .contains("FAILED on busy-1: half done: foo", "output: E: broken")
        .containsOnlyOnce("FAILED on gone: nobody answers");
  }

  @Test
  void theOptionsOfAnUpgradeArrive() {
    FakeHost host = fleet.get("busy-1");
    host.upgrade =
        listener ->
            Future.succeededFuture(
                new UpdateResult(
                    "apt", UpdateResult.Outcome.DOWNLOADED, List.of(), List.of(), null));
    FakePerson asked = new FakePerson("y");
    person = asked;
    assertThat(apply("--download-only", "--repair", "--host", "busy-1", "--exclude", "nano"))
        .isEqualTo(ExitCode.OK);
    assertThat(asked.questions.get(0)).startsWith("Repair what was interrupted. Download 4 pack");
    assertThat(host.options)
        .isEqualTo(
            UpgradeOptions.defaults()
                .withDownloadOnly(true)
                .withRepairInterrupted(true)
                .withExcluded(Set.of("nano"))
                .withExpectedPlanDigest("digest"));
    assertThat(stdout()).contains("busy-1  apt      downloaded  0");
  }

  @Test
  void aRepairIsWorkToo() {
    FakeHost host =
        new FakeHost(
            Samples.findings(
                List.of(),
                List.of(),
                List.of(),
                Duration.ofHours(1),
                List.of("foo is half configured"),
                new RebootVerdict(RebootVerdict.Verdict.NOT_REQUIRED, List.of())));
    host.upgrade = listener -> Future.succeededFuture(Samples.updated());
    fleet.hosts.put("broken", host);
    assertThat(apply("--yes", "--host", "broken")).isEqualTo(ExitCode.OK);
    assertThat(host.upgrades).hasValue(0);
    assertThat(apply("--yes", "--repair", "--host", "broken")).isEqualTo(ExitCode.OK);
    assertThat(host.upgrades).hasValue(1);
  }

  @Test
  void whoIsNotRepairedHearsOfTheOption() {
    fleet.get("broken").inventory =
        failure(FailureKind.TRANSACTION_INTERRUPTED, "an earlier transaction was interrupted");
    assertThat(apply("--yes", "--host", "broken")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("option: --apply --repair, where its cause is gone");
  }

  private ExitCode apply(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "--apply";
    System.arraycopy(args, 0, all, 1, args.length);
    return tend(fleet::site, Terminal.none()).execute(all);
  }
}
