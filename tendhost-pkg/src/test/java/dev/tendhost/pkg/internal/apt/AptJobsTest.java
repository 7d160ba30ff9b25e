package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.port.ManagedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the steps, run; a is to go from 1 to 2. */
class AptJobsTest {
  private static final String HEAD = "VERSION 3\nAPT::Architecture=amd64\nA::Password=geheim\n\n";
  private static final String ASKED =
      HEAD
          + "a 1 all none < 2 all none /var/cache/apt/archives/a_2_all.deb\n"
          + "a 1 all none < 2 all none **CONFIGURE**\n";
  private static final String DONE = "ii |a|all|2\\nii |b|all|1\\n";

  private AptJobRun run;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    run = new AptJobRun(directory.toRealPath());
    run.has("asked", ASKED);
    run.has("act", "printf '" + DONE + "' > " + directory.toRealPath() + "/installed\nexit 0\n");
  }

  @Test
  void whatWasPlannedIsDone() throws Exception {
    assertThat(run.run(install(a("2")))).isZero();
    assertThat(run.evidence().undone()).isEmpty();
    assertThat(run.evidence().changes())
        .extracting(PackageChange::name, PackageChange::origin)
        .containsExactly(tuple("a", "Tend"));
    assertThat(run.told("apt.log")).contains("DPkg::Lock::Timeout=").doesNotContain("downgrades");
    try (var files = Files.list(run.file(""))) {
      for (Path file : files.toList()) {
        assertThat(file).content().doesNotContain("geheim");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'a 1 all none < 3 all none /a.deb', upgrade a 1 to 3",
    "'a 2 all none > 1 all none /a.deb', downgrade a 2 to 1",
    "'x - - none < 3 all none /a.deb', install x 3",
    "'b 1 all none > - - none **REMOVE**', remove b 1",
    "'b 1 all none = 1 all none **CONFIGURE**', configure b 1",
    "'a 1 i386 same < 2 i386 same /a.deb', upgrade a 1 to 2",
  })
  void whateverAptWouldDoBesidesStopsItUnderItsLock(String line, String told) throws Exception {
    run.has("asked", ASKED + line + "\n");
    assertThat(run.run(install(a("2")))).isEqualTo(AptJobs.DRIFTED);
    assertThat(run.file("before")).doesNotExist();
    assertThat(run.evidence().changes()).isEmpty();
    assertThatThrownBy(() -> judged(AptJobs.DRIFTED))
        .isInstanceOf(TendhostException.class)
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining("would now " + told + ";");
  }

  @Test
  void removalsOfTheHostsOwnArchitectureAreTold() throws Exception {
    run.has("asked", HEAD + "b 1 amd64 none > - - none **REMOVE**\n");
    PackageChange removal =
        new PackageChange(ChangeAction.REMOVE, "b", null, "1", null, null, false);
    assertThat(run.run(install(removal))).isZero();
    run.has("asked", HEAD + "b 1 i386 none > - - none **REMOVE**\n");
    Files.delete(run.file("before"));
    assertThat(run.run(install(removal))).isEqualTo(AptJobs.DRIFTED);
  }

  @Test
  void nothingLeftToDoIsAnotherPlan() throws Exception {
    Files.delete(run.file("").resolveSibling("asked"));
    assertThat(run.run(install(a("2")))).isEqualTo(AptJobs.DRIFTED);
    assertThatThrownBy(() -> judged(AptJobs.DRIFTED))
        .hasMessageContaining("would no longer upgrade a 1 to 2;");
  }

  @ParameterizedTest
  @CsvSource({"2, 100", "3, 90"})
  void anAptThatRefusesIsAskedWhetherThePlanStillHolds(String now, int code) throws Exception {
    Files.delete(run.file("").resolveSibling("asked"));
    run.has("act", "echo 'E: Held packages were changed and -y was used' >&2; exit 100\n");
    run.has(
        "simulation",
        "Inst a [1] (" + now + " Tend:1/tend [all]) []\nConf a (" + now + " Tend:1/tend [all])\n");
    assertThat(run.run(install(a("2")))).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "cmp, 'compared with the plan'",
    "sort, sorted",
    "dpkg-query, listed",
    "awk, tell its hook"
  })
  void aProgramThatFailsIsNoDrift(String program, String told) throws Exception {
    run.program(program, "exit 2");
    assertThat(run.run(install(a("2")))).isEqualTo(AptJobs.BLIND);
    assertThat(run.file("before")).doesNotExist();
    run.program(program, "exec cat " + run.file("").resolveSibling("installed"));
    assertThatThrownBy(() -> judged(AptJobs.BLIND))
        .hasMessageContaining("nothing was changed")
        .hasMessageContaining(told)
        .hasMessageContaining("the disk has room");
  }

  @Test
  void anotherVersionOfTheProtocolIsNotRead() throws Exception {
    run.has("asked", "/var/cache/apt/archives/a_2_all.deb\n");
    assertThat(run.run(install(a("2")))).isEqualTo(AptJobs.BLIND);
  }

  @Test
  void threeThousandChanges() throws Exception {
    List<PackageChange> plan = IntStream.range(0, 3_000).mapToObj(AptJobsTest::named).toList();
    run.has(
        "asked",
        HEAD
            + plan.stream()
                .map(each -> each.name() + " 1 all none < 2 all none /a.deb\n")
                .collect(Collectors.joining()));
    JobSpec job = install(plan.toArray(PackageChange[]::new));
    assertThat(job.script().length()).isGreaterThan(2 * 131_072);
    assertThat(run.run(job)).isZero();
    assertThat(run.evidence().plan()).isEqualTo(plan);
    assertThat(run.evidence().before()).isNotNull();
  }

  @Test
  void theLockOfTheArchivesIsWaitedFor() throws Exception {
    run.has("first", "");
    assertThat(run.run(install(a("2")))).isZero();
    assertThat(run.told("slept")).isEqualTo("5\n");
  }

  @Test
  void aRepairWaitsForDpkgsLockAndForNothingElse() throws Exception {
    String root = run.file("").getParent().toString();
    String locked = "echo 'dpkg: error: dpkg frontend lock was locked by another process' >&2\n";
    run.has(
        "act",
        "if [ ! -e " + root + "/slept ]; then " + locked + "exit 2; fi\necho ran >&3\nexit 0\n");
    assertThat(run.run(jobs().repair("r1"))).isZero();
    assertThat(run.told("slept")).isEqualTo("5\n");

    run.has("act", "echo 'processing: configure: a' >&3\n" + locked + "exit 1\n");
    assertThat(run.run(jobs().repair("r1"))).isEqualTo(1);
    assertThat(run.told("slept")).isEqualTo("5\n");
  }

  @Test
  void aDowngradeIsAllowedExactlyWhereOneWasPlanned() throws Exception {
    PackageChange down =
        new PackageChange(ChangeAction.DOWNGRADE, "a", "all", "2", "1", null, false);
    run.has("asked", HEAD + "a 2 all none > 1 all none /a.deb\n");
    run.run(install(down));
    assertThat(run.told("apt.log")).contains("--allow-downgrades");
    Survey survey = survey(down);
    JobSpec download = jobs().download("d1", UpgradeMode.WITH_NEW_PACKAGES, List.of(), survey);
    assertThat(download.script()).contains("--allow-downgrades");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "plan"})
  void aCutFileProvesNothing(String file) throws Exception {
    run.run(install(a("2")));
    String whole = Files.readString(run.file(file));
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(run.file(file), whole.substring(0, length));
      UpdateResult result = judged(null);
      assertThat(result.outcome()).as("%s", length).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
      assertThat(result.error().message()).contains("is not known").doesNotContain("nothing was");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"after", "journal", "status"})
  void ofTheRestTheHostKnowsTheTruth(String file) throws Exception {
    run.run(install(a("2")));
    run.has("installed", "ii |a|all|1\niU |b|all|1\n");
    for (String text : List.of("", "ii |a")) {
      Files.writeString(run.file(file), text);
      UpdateResult result = judged(null);
      assertThat(result.outcome())
          .isEqualTo(
              file.equals("status") ? UpdateResult.Outcome.UPDATED : UpdateResult.Outcome.FAILED);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = JobState.class,
      names = {"KILLED", "INTERRUPTED_BY_REBOOT"})
  void withoutBeforeNothingWasDone(JobState state) throws Exception {
    run.run(install(a("2")));
    Files.delete(run.file("before"));
    assertThatThrownBy(() -> judge(new JobVerdict(state, null)).install())
        .isInstanceOfSatisfying(
            TendhostException.class,
            thrown ->
                assertThat(thrown.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED))
        .hasMessageContaining("nothing was changed");
  }

  @Test
  void theJournalIsWrittenBeforeTheListThatMakesItCount() throws Exception {
    String script = install(a("2")).script();
    assertThat(script.indexOf("> journal"))
        .isPositive()
        .isLessThan(script.indexOf("snapshot after"));
  }

  private UpdateResult judged(Integer code) throws Exception {
    return judge(
            code == null
                ? new JobVerdict(JobState.INTERRUPTED_BY_REBOOT, null)
                : new JobVerdict(JobState.EXITED, code))
        .install();
  }

  private AptJudge judge(JobVerdict verdict) throws Exception {
    JobRef job = new JobRef("apt", "install", "j1", "digest");
    return new AptJudge(HostName.of("h1"), job, verdict, run.evidence());
  }

  private static AptJobs jobs() {
    HostName name = HostName.of("h1");
    return new AptJobs(AptCommands.of(new ManagedHost(name, "h1", 22, "root", Set.of(), Map.of())));
  }

  private static JobSpec install(PackageChange... plan) {
    return jobs().install("j1", UpgradeMode.WITH_NEW_PACKAGES, List.of(), survey(plan));
  }

  private static Survey survey(PackageChange... plan) {
    List<Simulation.Change> changes =
        List.of(plan).stream()
            .map(
                each ->
                    new Simulation.Change(
                        each.action(),
                        each.name(),
                        each.arch(),
                        each.from(),
                        each.to(),
                        each.origin()))
            .toList();
    return new Survey(
        List.of(),
        List.of(),
        new Simulation(changes, List.of(), 0),
        Map.of(),
        Set.of(),
        new Interruption(List.of(), false, null));
  }

  private static PackageChange a(String to) {
    return new PackageChange(ChangeAction.UPGRADE, "a", "all", "1", to, "Tend", false);
  }

  private static PackageChange named(int i) {
    String name = "a-package-with-a-name-that-takes-its-time-" + i;
    return new PackageChange(ChangeAction.UPGRADE, name, "all", "1", "2", "Tend", false);
  }
}
