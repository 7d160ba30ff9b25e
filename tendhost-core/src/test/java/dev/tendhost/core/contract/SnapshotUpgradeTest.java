package dev.tendhost.core.contract;

import static dev.tendhost.core.tck.Answers.framed;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a contract cannot know: how each end of an upgrade is judged. */
class SnapshotUpgradeTest {
  private static final String PLAN =
      "UPGRADE\tball\t\t1\t2\t\tfalse\nUPGRADE\tdoll\t\t1\t2\t\tfalse\n";
  private static final String BEFORE = "ball 1\ndoll 1\n";

  @Test
  void halfOfThePlanIsFailedAndTellsWhatWasChangedAndWhatWasNot() {
    ScriptedJobs jobs = left(1, BEFORE, "ball 2\ndoll 1\n");
    UpdateResult result = Outcome.of(upgrade(jobs));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.changes()).extracting(PackageChange::name).containsExactly("ball");
    assertThat(result.error().message()).contains("doll").contains("exit code 1");
  }

  @Test
  void allOfThePlanWithABadEndIsFailed() {
    UpdateResult result = Outcome.of(upgrade(left(1, BEFORE, "ball 2\ndoll 2\n")));
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
    ScriptedJobs jobs =
        ScriptedJobs.exiting(0).withFile("before", BEFORE).withFile("after", "ball 2\ndoll 2\n");
    Outcome.failure(FailureKind.UNPARSABLE_OUTPUT, upgrade(jobs));
  }

  @Test
  void aStepOfAnotherVersionIsNotTakenUp() {
    JobRef job = new JobRef(Toy.ID, "polish", "toy-polish-1", "0".repeat(64));
    Outcome.failure(
        FailureKind.RESUME_UNSUPPORTED,
        toy(left(0, BEFORE, BEFORE))
            .resume(job, UpgradeOptions.defaults(), UpgradeListener.none()));
  }

  private static ScriptedJobs left(int exitCode, String before, String after) {
    return ScriptedJobs.exiting(exitCode)
        .withFile("plan", PLAN)
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
            .on("toy newer", framed("newer ball 1 2\nnewer doll 1 2\nall told\n"));
    return new Toy(
        new ManagedHost(HostName.of("toys"), "127.0.0.1", 22, "", Set.of(), Map.of()), executor);
  }
}
