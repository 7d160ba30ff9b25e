package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.job.PlanFile;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two packages, a and b, are to go from 1-1 to 2-1. */
class DnfJudgeTest {
  private static final JobVerdict WELL = new JobVerdict(JobState.EXITED, 0);
  private static final JobVerdict BADLY = new JobVerdict(JobState.EXITED, 1);
  private static final JobVerdict KILLED = new JobVerdict(JobState.KILLED, null);
  private static final JobVerdict REBOOTED = new JobVerdict(JobState.INTERRUPTED_BY_REBOOT, null);
  private static final List<String> OLD = List.of("a|0|1|1|noarch", "b|0|1|1|noarch");
  private static final List<String> NEW = List.of("a|0|2|1|noarch", "b|0|2|1|noarch");
  private static final List<String> TWICE =
      List.of("a|0|1|1|noarch", "a|0|2|1|noarch", "b|0|1|1|noarch");

  private final Left left = new Left();

  @ParameterizedTest
  @CsvSource({"EXITED, 0", "EXITED, 1", "KILLED,", "INTERRUPTED_BY_REBOOT,"})
  void whatIsDoneIsDoneIfDnfsHistorySaysSoWhateverItExitedWith(JobState state, Integer code) {
    left.after = NEW;
    UpdateResult result = judge(new JobVerdict(state, code));
    assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(result.error()).isNull();
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::from, PackageChange::to)
        .containsExactly(tuple("a", "1-1", "2-1"), tuple("b", "1-1", "2-1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Error", "Started", "Failure: 1", ""})
  void aTransactionThatDidNotEndWellIsToldAlthoughEverythingIsThere(String state) {
    left.after = NEW;
    left.later = List.of("id 2", "state " + state);
    assertThat(judge(BADLY).error().kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    UpdateResult killed = judge(KILLED);
    assertThat(killed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(killed.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(killed.error().message()).contains("all that was planned is installed");
    assertThat(killed.changes()).hasSize(2);
  }

  @Test
  void aScriptThatFailedIsNoSuccessAlthoughDnf4ExitsWithZero() {
    left.after = NEW;
    left.said = List.of("warning: %post(a-2-1.noarch) scriptlet failed, exit status 3");
    UpdateResult result = judge(WELL);
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(result.error().message())
        .contains("all that was planned is installed", "%post(a-2-1.noarch)")
        .doesNotContain("duplicates");
  }

  @Test
  void configurationFilesThatWereChangedHereAreTold() {
    left.after = NEW;
    left.said =
        List.of(
            "warning: /etc/a.conf created as /etc/a.conf.rpmnew",
            ">>> [RPM] /etc/b.conf saved as /etc/b.conf.rpmsave");
    assertThat(judge(WELL).conffiles()).containsExactly("/etc/a.conf", "/etc/b.conf");
  }

  @Test
  void aPackageThatIsThereTwiceIsAnInterruptedTransaction() {
    left.after = TWICE;
    left.later = List.of("id 2", "state Started");
    for (JobVerdict verdict : List.of(WELL, BADLY, KILLED, REBOOTED)) {
      UpdateResult result = judge(verdict);
      assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
      assertThat(result.error().message())
          .contains("not done: remove a 1-1, b to 2-1")
          .contains("a.noarch is installed as 1-1 and as 2-1", "dnf remove --duplicates");
      assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
    }
  }

  @Test
  void whatWasNotPlannedIsToldToo() {
    left.before = List.of("a|0|1|1|noarch", "b|0|1|1|noarch", "c|0|1|1|noarch", "d|0|1|1|noarch");
    left.after = List.of("a|0|2|1|noarch", "b|0|2|1|noarch", "c|1|0.1|1|noarch", "e|0|1|1|x86_64");
    assertThat(judge(WELL).changes())
        .extracting(PackageChange::action, PackageChange::name, PackageChange::to)
        .contains(
            tuple(ChangeAction.UPGRADE, "c", "1:0.1-1"),
            tuple(ChangeAction.REMOVE, "d", null),
            tuple(ChangeAction.INSTALL, "e", "1-1"));
  }

  @ParameterizedTest
  @CsvSource({"EXITED, 1", "KILLED,", "EXITED, 137"})
  void nothingChangedIsOnlySaidWhereThatIsProven(JobState state, Integer code) {
    left.later = left.earlier;
    assertThat(refused(new JobVerdict(state, code)).message()).contains("nothing was changed");
    assertThat(judge(REBOOTED).error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    left.later = List.of("id 2", "state Started");
    assertThat(judge(new JobVerdict(state, code)).outcome()).isEqualTo(Outcome.FAILED);
  }

  @Test
  void withoutItsLookBeforeAStepDidNothing() {
    left.looked = false;
    for (JobVerdict verdict : List.of(WELL, BADLY, KILLED, REBOOTED)) {
      assertThat(refused(verdict).message()).contains("nothing was changed");
    }
  }

  @Test
  void filesThatALossOfPowerSpoiltAreNotTrusted() {
    left.damaged = List.of("before");
    left.looked = false;
    UpdateResult result = judge(REBOOTED);
    assertThat(result.outcome()).isEqualTo(Outcome.UNKNOWN);
    assertThat(result.error().message()).contains("[before]", "dnf history info");
  }

  @Test
  void aLockThatDidNotComeIsNoneOfOurChanges() {
    left.out = List.of(JobFunctions.MARK, "lock held by process 47 (dnf -y upgrade)");
    left.after = NEW;
    FleetError error = refused(new JobVerdict(JobState.EXITED, JobFunctions.LOCKED));
    assertThat(error.kind()).isEqualTo(FailureKind.PACKAGES_LOCKED);
    assertThat(error.details()).containsEntry("holder", "47 (dnf -y upgrade)");
  }

  @Test
  void aLockThatCameIsNoReasonForAFailure() {
    left.looked = false;
    left.out =
        List.of("lock held by process 47 (dnf)", JobFunctions.MARK, "No space left on device");
    assertThat(refused(BADLY).kind()).isEqualTo(FailureKind.NO_SPACE);
  }

  @Test
  void driftIsToldWithTheDifference() {
    left.drift = List.of("now Upgrading: c noarch 2-1", "no longer Upgrading: b noarch 2-1");
    FleetError error = refused(new JobVerdict(JobState.EXITED, JobFunctions.DRIFTED));
    assertThat(error.kind()).isEqualTo(FailureKind.PLAN_DRIFTED);
    assertThat(error.message()).contains("now Upgrading: c", "no longer Upgrading: b");
  }

  @Test
  void aKernelBesideOthersIsNoDuplicate() {
    PackageChange beside =
        new PackageChange(ChangeAction.INSTALL, "a", "noarch", null, "2-1", "tests", false);
    left.plan = List.of(beside);
    left.after = TWICE;
    UpdateResult result = judge(WELL);
    assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(beside);
  }

  private UpdateResult judge(JobVerdict verdict) {
    return judge(verdict, "install");
  }

  private UpdateResult judge(JobVerdict verdict, String step) {
    JobRef job = new JobRef("dnf", step, "dnf-1", "0");
    return new DnfJudge(HostName.of("h1"), job, verdict, DnfEvidence.parse(left.text())).judge();
  }

  private FleetError refused(JobVerdict verdict) {
    return catchThrowableOfType(TendhostException.class, () -> judge(verdict)).error();
  }

  /** What a job left. */
  private static final class Left {
    private List<PackageChange> plan = List.of(change("a"), change("b"));
    private List<String> before = OLD;
    private List<String> after = OLD;
    private List<String> earlier = List.of("id 1", "state Ok");
    private List<String> later = List.of("id 2", "state Ok");
    private List<String> drift = List.of();
    private List<String> said = List.of();
    private List<String> out = List.of();
    private List<String> damaged = List.of();
    private boolean looked = true;

    String text() {
      String looks = looked ? list("before", before) + list("earlier", earlier) : "";
      return "tendhost-probe-begin\n"
          + list("plan", PlanFile.text(plan).lines().toList())
          + looks
          + list("after", after)
          + list("later", later)
          + list("drift", drift)
          + list("said", said)
          + list("out", out)
          + list("damaged", damaged)
          + "tendhost-probe-end\n";
    }

    private static String list(String name, List<String> lines) {
      return lines.stream().map(line -> name + " " + line + "\n").collect(Collectors.joining())
          + "told "
          + name
          + " "
          + lines.size()
          + "\n";
    }

    private static PackageChange change(String name) {
      return new PackageChange(ChangeAction.UPGRADE, name, "noarch", "1-1", "2-1", "tests", false);
    }
  }
}
