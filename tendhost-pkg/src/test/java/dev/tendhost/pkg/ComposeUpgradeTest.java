package dev.tendhost.pkg;

import static dev.tendhost.pkg.ComposeScript.manager;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How an update ends, by what its job left on the host. */
class ComposeUpgradeTest {
  private static final JobRef JOB = new JobRef("compose", "update", "compose-1", "d");
  private static final String BEFORE = ComposeScript.recorded("snapshot.txt");
  private static final String WEB =
      "22ae6b1cbf218c4d5c97369003177551cc6ba48e46981e298cf02d2ae5589e48";
  private static final String WEB_OLD =
      "49d2422154587088e665334cd9249ad422c892f10258a5ae3b8c418ed3dfc5d0";
  private static final String SIDE =
      "fc71d8f1e4ded0901fee845376302649b75e32c2aa2bdfb850b6e34e8ba1125d";
  private static final String SIDE_OLD =
      "8efd3eddde97ea110c526126c5aaf8a22bf1db63b829ace7be1ea6c5c28174e7";
  private static final String WEB_DONE = BEFORE.replace(WEB_OLD, WEB);
  private static final String BOTH_DONE = WEB_DONE.replace(SIDE_OLD, SIDE);

  @Test
  void everythingPlannedRunsItsNewImage() {
    Heard heard = new Heard();
    UpdateResult result = resume("exited 0", "well 0\nwell 1\n", BOTH_DONE, heard);
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.error()).isNull();
    assertThat(names(result)).containsExactly("odd/side", "shop/web");
    assertThat(heard.ended).containsExactly(JOB);
    assertThat(heard.progress).containsExactly("shop/web 50");
  }

  @Test
  void theJobsWordIsNotTakenForIt() {
    UpdateResult result = resume("exited 0", "well 0\nwell 1\n", WEB_DONE, new Heard());
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(names(result)).containsExactly("shop/web");
    assertThat(error(result).message()).contains("only shop/web is updated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rolled-back 0 odd/side is unhealthy               | UNHEALTHY | rolled back: the old image runs again
          not-rolled-back 0 odd/side is unhealthy; going back: x | UNHEALTHY | going back to the old one did not help
          fetch 1 docker: toomanyrequests: slow down        | REPOSITORY_UNAVAILABLE | nothing was changed
          fetch 1 docker: no space left on device           | NO_SPACE  | nothing was changed
          fetch 1 docker: manifest unknown                  | COMMAND_FAILED | nothing was changed
          engine - the containers could not be looked at    | UNHEALTHY | nothing was changed
          """)
  void whatWentWrongAndWhetherItWasUndone(String verdict, FailureKind kind, String told) {
    UpdateResult result = resume("exited 1", verdict + "\n", BEFORE, new Heard());
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.changes()).isEmpty();
    assertThat(error(result).kind()).isEqualTo(kind);
    assertThat(error(result).message()).contains(told);
    assertThat(error(result).host()).isEqualTo(HostName.of("h1"));
  }

  @Test
  void anotherStackIsUpdatedAllTheSameAndToldSo() {
    UpdateResult result =
        resume("exited 1", "rolled-back 0 odd/side is unhealthy\nwell 1\n", WEB_DONE, new Heard());
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(names(result)).containsExactly("shop/web");
    assertThat(error(result).message()).contains("the old image runs again");
  }

  @Test
  void aRollbackThatTheContainersDoNotShowIsToldSo() {
    String neither = BEFORE.replace("\"service\":\"side\"", "\"service\":\"other\"");
    UpdateResult result = resume("exited 1", "rolled-back 0 x\n", neither, new Heard());
    assertThat(error(result).message()).contains("neither the new nor the old image: odd/side");
  }

  @Test
  void aJobThatWasKilledIsJudgedByWhatRunsNow() {
    ScriptedJobs jobs =
        ScriptedJobs.inState("killed")
            .withFiles(Map.of("plan", ComposeScript.recorded("plan.txt"), "out", ""));
    ScriptedExecutor executor = ComposeScript.healthy().on(ScriptedJobs::isAboutJobs, jobs);
    UpdateResult result =
        Outcome.of(
            manager(executor).resume(JOB, UpgradeOptions.defaults(), UpgradeListener.none()));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(error(result).kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(error(result).message()).contains("nothing is updated");
    assertThat(executor.commands()).noneMatch(ScriptedJobs::startsAJob);
  }

  @Test
  void aJobNobodyKnowsOfIsLost() {
    Heard heard = new Heard();
    ScriptedExecutor executor = executor("gone", Map.of());
    Outcome.failure(
        FailureKind.JOB_LOST, manager(executor).resume(JOB, UpgradeOptions.defaults(), heard));
    assertThat(heard.ended).containsExactly(JOB);
  }

  @Test
  void evidenceThatWasSpoiledIsNoResult() {
    for (String spoiled : List.of("plan", "verdicts", "after")) {
      Map<String, String> files = new LinkedHashMap<>(files("well 0\nwell 1\n", BOTH_DONE));
      files.computeIfPresent(spoiled, (name, text) -> text.substring(0, text.length() / 2 - 2));
      Heard heard = new Heard();
      Outcome.failure(
          FailureKind.UNPARSABLE_OUTPUT,
          manager(executor("exited 0", files)).resume(JOB, UpgradeOptions.defaults(), heard));
      assertThat(heard.ended).as("the end is not known").isEmpty();
    }
  }

  @Test
  void theJobIsStoredBeforeItIsStartedAndDoesOnlyWhatWasPlanned() {
    ScriptedJobs jobs = ScriptedJobs.exiting(0).withFiles(files("well 0\nwell 1\n", BOTH_DONE));
    ScriptedExecutor executor = ComposeScript.healthy().on(ScriptedJobs::isAboutJobs, jobs);
    List<Command> before = new ArrayList<>();
    Heard heard =
        new Heard() {
          @Override
          public Future<Void> jobStarting(JobRef job) {
            before.addAll(executor.commands());
            return super.jobStarting(job);
          }
        };
    UpgradeOptions options = UpgradeOptions.defaults().withExcluded(Set.of("init", "worker"));
    Outcome.of(manager(executor).upgradeAll(options, heard));
    assertThat(before).isNotEmpty().noneMatch(ComposeScript::changes);
    assertThat(heard.ended).isEqualTo(heard.starting).hasSize(1);
    String script = String.join("", jobs.started());
    assertThat(script)
        .contains("members=side", "members=web")
        .contains("source=127.0.0.1:5062/tend-web@sha256:" + WEB)
        .doesNotContain("shop/worker", "shop/init", "force-recreate", "remove-orphans ")
        .contains("COMPOSE_REMOVE_ORPHANS=false", "DOCKER_CONFIG=/root/.docker");
  }

  @Test
  void withoutRootNoJobIsBegun() {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on(
                ScriptedExecutor.containing("as root: true"),
                Answers.failing(
                    new TendhostException(FailureKind.PRIVILEGE, null, "sudo wants a password")))
            .over(ComposeScript.healthy());
    Heard heard = new Heard();
    Outcome.failure(
        FailureKind.PRIVILEGE, manager(executor).upgradeAll(UpgradeOptions.defaults(), heard));
    assertThat(heard.starting).isEmpty();
  }

  @Test
  void aJobThatTheHostRefusesIsOver() {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on(ScriptedJobs::startsAJob, ScriptedJobs.exiting(0).refusing("writable /var/lib"))
            .over(ComposeScript.healthy());
    Heard heard = new Heard();
    Outcome.failure(
        FailureKind.INVALID_CONFIGURATION,
        manager(executor).upgradeAll(UpgradeOptions.defaults(), heard));
    assertThat(heard.ended).isEqualTo(heard.starting).hasSize(1);
  }

  private static UpdateResult resume(String state, String verdicts, String after, Heard heard) {
    ScriptedExecutor executor = executor(state, files(verdicts, after));
    return Outcome.of(manager(executor).resume(JOB, UpgradeOptions.defaults(), heard));
  }

  private static Map<String, String> files(String verdicts, String after) {
    return Map.of(
        "out",
        "noise\ntendhost progress 50 shop/web\n",
        "plan",
        ComposeScript.recorded("plan.txt"),
        "verdicts",
        verdicts,
        "after",
        after);
  }

  private static ScriptedExecutor executor(String state, Map<String, String> files) {
    return new ScriptedExecutor()
        .on(ScriptedJobs::isAboutJobs, ScriptedJobs.inState(state).withFiles(files));
  }

  private static List<String> names(UpdateResult result) {
    return result.changes().stream().map(PackageChange::name).toList();
  }

  private static FleetError error(UpdateResult result) {
    assertThat(result.error()).isNotNull();
    return result.error();
  }

  private static class Heard implements UpgradeListener {
    final List<JobRef> starting = new ArrayList<>();
    final List<JobRef> ended = new ArrayList<>();
    final List<String> progress = new ArrayList<>();

    @Override
    public void progress(String packageName, int percent) {
      progress.add(packageName + " " + percent);
    }

    @Override
    public Future<Void> jobStarting(JobRef job) {
      starting.add(job);
      return Future.succeededFuture();
    }

    @Override
    public void jobEnded(JobRef job) {
      ended.add(job);
    }
  }
}
