package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
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
import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Two packages, a and b, are to go from 1 to 2. */
class AptJudgeTest {
  private static final String OLD = "ii |a|all|1\nii |b|all|1";
  private static final String NEW = "ii |a|all|2\nii |b|all|2";
  private static final String HALF = "ii |a|all|2\niF |b|all|2";
  private static final String DPKG = "status pmstatus:a:10.0:Installing a\n";
  private static final String LOCKED =
      "E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 59 (perl)";
  private static final String DPKG_FAILED =
      "E: Sub-process /usr/bin/dpkg returned an error code (1)";

  @ParameterizedTest
  @CsvSource({"EXITED, 0", "EXITED, 100", "KILLED,", "INTERRUPTED_BY_REBOOT,"})
  void whatIsDoneIsDoneWhateverAptSaidLast(JobState state, Integer code) {
    UpdateResult result = install(new JobVerdict(state, code), evidence(OLD, NEW, DPKG, ""));
    assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(result.error()).isNull();
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::from, PackageChange::to)
        .containsExactly(tuple("a", "1", "2"), tuple("b", "1", "2"));
    assertThat(result.changes()).allMatch(change -> "Tend:1/tend".equals(change.origin()));
  }

  @Test
  void anUpgradeThatEndsWellAndChangedNothingFailed() {
    UpdateResult result = install(exited(0), evidence(OLD, OLD, "", ""));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.changes()).isEmpty();
    assertThat(result.error().message()).contains("not done: a to 2, b to 2");
  }

  @Test
  void whatIsHalfConfiguredIsToldWithDpkgsReason() {
    UpdateResult result =
        install(
            exited(100),
            evidence(OLD, HALF, DPKG + "status pmerror:b:60.0:exit status 3\n", DPKG_FAILED));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.changes()).hasSize(2);
    FleetError error = result.error();
    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message())
        .contains("ended with 100")
        .contains("not done: b to 2")
        .contains("left half done: b (half-configured)")
        .contains("dpkg says: b: exit status 3");
    assertThat(error.details()).containsEntry("output", DPKG_FAILED).containsEntry("job", "j1");
  }

  @Test
  void aPackageThatTheUpgradeDidNotPlanAndLeftHalfDoneIsAFailure() {
    String also = NEW + "\niU |c|all|1";
    assertThat(install(exited(0), evidence(OLD, also, DPKG, "")).outcome())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void dpkgsJournalIsAFailure() {
    UpdateResult result = install(exited(0), evidence(OLD, NEW, DPKG + "journal 0001\n", ""));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.error().message()).contains("dpkg --configure -a");
  }

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"KILLED", "INTERRUPTED_BY_REBOOT"})
  void killedInTheMiddleIsInterrupted(JobState state) {
    UpdateResult result = install(new JobVerdict(state, null), evidence(OLD, HALF, DPKG, ""));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
  }

  @ParameterizedTest
  @CsvSource({
    "'" + LOCKED + "', PACKAGES_LOCKED",
    "'E: You don''t have enough free space in /var/cache/apt/archives/.', NO_SPACE",
    "'E: Unable to fetch some archives, maybe run apt-get update', REPOSITORY_UNAVAILABLE",
    "'E: Packages need to be removed but remove is disabled.', COMMAND_FAILED",
    "'', COMMAND_FAILED",
  })
  void ifDpkgNeverRanItIsRefused(String output, FailureKind kind) {
    assertThat(refused(exited(100), evidence(OLD, OLD, "", output)).kind()).isEqualTo(kind);
  }

  @Test
  void theHolderOfALockIsNamed() {
    assertThat(refused(exited(100), evidence(OLD, OLD, "", LOCKED)).details())
        .containsEntry("holder", "59 (perl)");
  }

  @Test
  void killedBeforeItActedIsInterruptedAndChangedNothing() {
    JobVerdict killed = new JobVerdict(JobState.KILLED, null);
    for (String before : new String[] {null, OLD}) {
      FleetError error = refused(killed, evidence(before, OLD, "", ""));
      assertThat(error.message()).contains("nothing was changed").contains("try again");
      assertThat(error.kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    }
  }

  @Test
  void afterALossOfPowerMissingWordsOfDpkgProveNothing() {
    JobVerdict rebooted = new JobVerdict(JobState.INTERRUPTED_BY_REBOOT, null);
    UpdateResult result = install(rebooted, evidence(OLD, OLD, "", ""));
    assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(result.error().message()).contains("not done: a to 2");
  }

  @Test
  void whatSomebodyElseChangedMeanwhileIsToldAsSuch() {
    UpdateResult result =
        install(exited(0), evidence(OLD + "\nii |c|all|1", NEW + "\nii |c|all|2", DPKG, ""));
    assertThat(result.outcome()).isEqualTo(Outcome.UPDATED);
    assertThat(result.changes())
        .extracting(PackageChange::name, PackageChange::origin)
        .containsExactly(
            tuple("a", "Tend:1/tend"), tuple("b", "Tend:1/tend"), tuple("c", "not in the plan"));
  }

  @Test
  void aJobThatCouldNotLookTellsAtWhat() {
    String what = "blind what is installed cannot be listed or written down\n";
    FleetError error = refused(exited(AptJobs.BLIND), evidence(null, OLD, what, ""));
    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message())
        .contains("nothing was changed, as what is installed cannot be listed or written down;")
        .contains("see that dpkg-query works");
    String full = "sh: 1: cannot create before.new: No space left on device";
    assertThat(refused(exited(AptJobs.BLIND), evidence(null, OLD, "", full)).kind())
        .isEqualTo(FailureKind.NO_SPACE);
  }

  @Test
  void anotherPlanOnTheHostIsDriftAndTellsWhatItWouldBe() {
    AptEvidence evidence = evidence(null, OLD, "drift c all 1 2\ndrift a all 1 2\n", "");
    FleetError error = refused(exited(AptJobs.DRIFTED), evidence);
    assertThat(error.kind()).isEqualTo(FailureKind.PLAN_DRIFTED);
    assertThat(error.message())
        .contains("apt would now upgrade c 1 to 2, and would no longer upgrade b 1 to 2;");
  }

  @Test
  void configurationFilesThatStayedAreTold() {
    String conffile =
        "status pmconffile:/etc/a.conf:4.0:'/etc/a.conf' '/etc/a.conf.dpkg-new' 1 1\n";
    assertThat(install(exited(0), evidence(OLD, NEW, DPKG + conffile + conffile, "")).conffiles())
        .containsExactly("/etc/a.conf");
  }

  @Test
  void aDownloadThatFailedChangedNothing() {
    String output = "E: Failed to fetch http://127.0.0.1/a.deb  404  Not Found";
    FleetError error =
        judge("download", exited(100), evidence(null, OLD, "", output)).refused().error();
    assertThat(error.kind()).isEqualTo(FailureKind.REPOSITORY_UNAVAILABLE);
    assertThat(error.message()).contains("nothing was changed");
  }

  @Test
  void aRepair() {
    assertThat(judge("repair", exited(0), evidence(HALF, NEW, "", "")).repair().outcome())
        .isEqualTo(Outcome.UPDATED);
    UpdateResult failed = judge("repair", exited(1), evidence(HALF, HALF, "", "")).repair();
    assertThat(failed.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(failed.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(failed.error().message()).contains("b (half-configured)");
  }

  @Test
  void aRepairTellsDpkgsReason() {
    String said = "status status: b : error : postinst returned error exit status 3\n";
    UpdateResult failed = judge("repair", exited(1), evidence(HALF, HALF, said, "")).repair();
    assertThat(failed.error().message())
        .contains("dpkg says: b: postinst returned error exit status 3");
  }

  @ParameterizedTest
  @CsvSource({
    "'', iF, true",
    "'status processing: configure: b\n', iF, false",
    "'', iU, false",
  })
  void ofALockOnlyADpkgIsBelievedThatDidNothing(String status, String after, boolean refused) {
    String now = "ii |a|all|2\n" + after + " |b|all|2";
    AptJudge judge = judge("repair", exited(2), evidence(HALF, now, status, LOCKED));
    if (refused) {
      assertThat(((TendhostException) catchThrowable(judge::repair)).error().kind())
          .isEqualTo(FailureKind.PACKAGES_LOCKED);
    } else {
      assertThat(judge.repair().outcome()).isEqualTo(Outcome.FAILED);
    }
  }

  @Test
  void cutEvidenceIsGarbled() {
    String whole = text(OLD, NEW, DPKG, "");
    for (int length = 0; length < whole.length() - 1; length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> AptEvidence.parse(cut)).isInstanceOf(Garbled.class);
    }
  }

  private static JobVerdict exited(int code) {
    return new JobVerdict(JobState.EXITED, code);
  }

  private static UpdateResult install(JobVerdict verdict, AptEvidence evidence) {
    return judge("install", verdict, evidence).install();
  }

  private static FleetError refused(JobVerdict verdict, AptEvidence evidence) {
    Throwable thrown = catchThrowable(() -> install(verdict, evidence));
    assertThat(thrown).isInstanceOf(TendhostException.class);
    return ((TendhostException) thrown).error();
  }

  private static AptJudge judge(String step, JobVerdict verdict, AptEvidence evidence) {
    JobRef job = new JobRef("apt", step, "j1", "digest");
    return new AptJudge(HostName.of("h1"), job, verdict, evidence);
  }

  private static AptEvidence evidence(String before, String after, String more, String out) {
    return AptEvidence.parse(text(before, after, more, out));
  }

  private static String text(String before, String after, String more, String out) {
    List<PackageChange> plan = List.of(plan("a"), plan("b"));
    return "tendhost-probe-begin\n"
        + (before == null ? "untouched yes\n" : keyed("before", before))
        + "arch amd64\n"
        + keyed("after", after)
        + keyed("plan", PlanFile.text(plan).strip())
        + more
        + keyed("out", out)
        + "all told\ntendhost-probe-end\n";
  }

  private static PackageChange plan(String name) {
    return new PackageChange(ChangeAction.UPGRADE, name, "all", "1", "2", "Tend:1/tend", true);
  }

  private static String keyed(String key, String lines) {
    return lines.isEmpty() ? "" : lines.replaceAll("(?m)^", key + " ") + "\n";
  }
}
