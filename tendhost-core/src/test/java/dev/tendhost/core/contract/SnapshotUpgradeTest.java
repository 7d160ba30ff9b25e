package dev.tendhost.core.contract;

import static dev.tendhost.core.tck.Answers.framed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a contract cannot know: how each end of an upgrade is judged. */
class SnapshotUpgradeTest {
  private static final List<PackageChange> PLAN = List.of(upgraded("ball"), upgraded("doll"));
  private static final String AFTER = "ball 2\ndoll 2\n.\n";
  private static final String BEFORE = "ball 1\ndoll 1\n.\n";

  @Test
  void halfOfThePlanIsFailedAndTellsWhatWasChangedAndWhatWasNot() {
    ScriptedJobs jobs = left(1, BEFORE, "ball 2\ndoll 1\n.\n");
    UpdateResult result = Outcome.of(upgrade(jobs));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("ball");
    assertThat(result.error().message()).contains("doll").contains("exit code 1");
  }

  @Test
  void allOfThePlanWithABadEndIsFailed() {
    UpdateResult result = Outcome.of(upgrade(left(1, BEFORE, AFTER)));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.changes()).hasSize(2);
  }

  @Test
  void aFailureThatChangedNothingIsOfTheKindOfItsOutput() {
    ScriptedJobs jobs = left(1, BEFORE, BEFORE).withFile("out", "locked by 59 (child)\n");
    assertThat(Outcome.failure(FailureKind.PACKAGES_LOCKED, upgrade(jobs)).details())
        .containsEntry("holder", "59 (child)");
  }

  @Test
  void aJobThatLeftNoPlanIsNotCalledUpdated() {
    ScriptedJobs jobs = ScriptedJobs.exiting(0).withFile("before", BEFORE).withFile("after", AFTER);
    UpdateResult result = Outcome.of(upgrade(jobs));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.changes()).hasSize(2);
    assertThat(result.error().message()).contains("no plan");
  }

  /** A power cut leaves files empty or cut off, and the host may have changed. */
  @ParameterizedTest
  @ValueSource(strings = {"", "ball 1\n", "ball 1\ndoll 1\n"})
  void aListThatWasCutIsNoProofThatNothingWasChanged(String before) {
    for (ScriptedJobs jobs : List.of(left(137, before, AFTER), left(0, before, AFTER))) {
      UpdateResult result = Outcome.of(upgrade(jobs));
      assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
      assertThat(result.error().message()).contains("damaged").contains("before");
    }
  }

  @Test
  void aListOfAfterwardsThatWasCutIsMadeAnew() {
    UpdateResult result = Outcome.of(upgrade(left(0, BEFORE, "ball 2\n")));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).hasSize(2);
  }

  @Test
  void aJobThatCouldNotLookTellsSo() {
    FleetError error =
        Outcome.failure(FailureKind.COMMAND_FAILED, upgrade(ScriptedJobs.exiting(91)));
    assertThat(error.message()).contains("nothing was changed").contains("could not be listed");
  }

  @Test
  void aStepOfAnotherVersionIsNotTakenUp() {
    JobRef job = new JobRef(Toy.ID, "polish", "toy-polish-1", "0".repeat(64));
    Outcome.failure(
        FailureKind.RESUME_UNSUPPORTED,
        toy(left(0, BEFORE, BEFORE))
            .resume(job, UpgradeOptions.defaults(), UpgradeListener.none()));
  }

  private static PackageChange upgraded(String name) {
    return new PackageChange(ChangeAction.UPGRADE, name, null, "1", "2", null, false);
  }

  private static ScriptedJobs left(int exitCode, String before, String after) {
    return ScriptedJobs.exiting(exitCode)
        .withPlan(PLAN)
        .withFile("before", before)
        .withFile("after", after)
        .withFile("out", "");
  }

  private static Future<UpdateResult> upgrade(ScriptedJobs jobs) {
    return toy(jobs).upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none());
  }

  private static Toy toy(ScriptedJobs jobs) {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on(ScriptedJobs::isAboutJobs, jobs)
            .on("toy newer", framed("newer ball 1 2\nnewer doll 1 2\nall told\n"))
            .on("toy installed", framed("ball 2\ndoll 2\n"));
    return new Toy(
        new ManagedHost(HostName.of("toys"), "127.0.0.1", 22, "", Set.of(), Map.of()), executor);
  }
}
