package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Jobs that do harm to their own directory while they run. */
class DamagedJobTest extends JobTests {
  DamagedJobTest() {
    super("jobs");
  }

  @Test
  void aJobThatRemovedItsDirectoryRunsAndIsNotRunAgain() throws Exception {
    JobSpec spec = damaging("rm -rf \"$PWD\"");
    JobWatch watch = begin(spec);
    for (String path : Shells.paths(temp)) {
      ShellExecutor shell = new ShellExecutor(temp, path);
      assertThat(Jobs.await(Jobs.in(base, shell).look("j1"))).as(path).hasToString("RUNNING");
      assertThat(Jobs.await(Jobs.in(base, shell).read("j1", "out", 9))).as(path).isEmpty();
      shell.close();
    }
    Jobs.await(jobs.start(spec));

    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("UNKNOWN");
    Jobs.await(jobs.start(spec));
    assertThat(Jobs.read(temp.resolve("ran"))).isEqualTo("ran\n");
    assertThat(base.resolve("j1")).doesNotExist();
  }

  @Test
  void aRunnerWhoseDirectoryHasGoneEnds() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("j1", "sleep 1; rm -rf \"$PWD\"")));
    ProcessHandle runner = ProcessHandle.of(runner()).orElseThrow();

    runner.onExit().get(30, TimeUnit.SECONDS);

    assertThat(Jobs.await(jobs.look("j1"))).hasToString("UNKNOWN");
  }

  @Test
  void theExitCodeIsKeptInADirectoryThatTheJobMadeAnew() throws Exception {
    JobWatch watch = begin(damaging("here=$PWD; rm -rf \"$here\"; mkdir -m 700 \"$here\""));

    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("EXITED(3)");
  }

  @Test
  void theExitCodeIsKeptThoughTheJobEmptiedItsDirectory() throws Exception {
    JobWatch watch = begin(damaging("rm -rf ./* ./.[a-z]*"));
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("RUNNING");

    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("EXITED(3)");
  }

  @Test
  void anExitCodeThatTheJobWroteItselfIsNotBelieved() throws Exception {
    JobWatch watch = begin(damaging("echo exit code 0 > rc"));
    for (String path : Shells.paths(temp)) {
      ShellExecutor shell = new ShellExecutor(temp, path);
      assertThat(Jobs.await(Jobs.in(base, shell).look("j1"))).as(path).hasToString("RUNNING");
      shell.close();
    }

    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("EXITED(3)");
  }

  @Test
  void theExitCodeIsKeptThoughSomethingIsInItsPlace() throws Exception {
    JobWatch watch = begin(damaging("mkdir rc"));

    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("EXITED(3)");
  }

  @Test
  void aJobThatOpenedItsDirectoryIsFollowedToItsEndAndThenRefused() throws Exception {
    JobWatch watch = begin(damaging("chmod g+w ."));
    for (String path : Shells.paths(temp)) {
      ShellExecutor shell = new ShellExecutor(temp, path);
      assertThat(Jobs.await(Jobs.in(base, shell).look("j1"))).as(path).hasToString("RUNNING");
      FleetError error = Jobs.failure(Jobs.in(base, shell).read("j1", "out", 9));
      assertThat(error.message()).as(path).contains("others can write " + base.resolve("j1"));
      shell.close();
    }

    end(watch);

    FleetError error = Jobs.failure(watch.verdict());
    assertThat(error.kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(error.message()).contains("others can write " + base.resolve("j1"), "chmod go-w");
    new ProcessBuilder("chmod", "go-w", base.resolve("j1").toString()).start().waitFor();
    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()))
        .hasToString("EXITED(3)");
  }

  @Test
  void whatItLeftBehindInItsSessionRunsTooAfterTheRunnerWasKilled() throws Exception {
    JobWatch watch = begin(damaging("rm -rf \"$PWD\""));

    Processes.kill(runner());
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("ORPHANED");
    end(watch);

    assertThat(Jobs.await(watch.verdict())).hasToString("UNKNOWN");
  }

  /** Does the damage, and then waits to be told to end. */
  private JobSpec damaging(String damage) {
    String wait = "while [ ! -e %s/end ]; do sleep 0.1; done; exit 3".formatted(temp);
    String script = "echo ran >> %s/ran; %s; touch %s/done; %s".formatted(temp, damage, temp, wait);
    return JobSpec.shell("j1", script);
  }

  private JobWatch begin(JobSpec spec) {
    Jobs.await(jobs.start(spec));
    JobWatch watch = jobs.follow("j1", JobListener.none());
    Processes.waitUntil(() -> Files.exists(temp.resolve("done")));
    return watch;
  }

  private void end(JobWatch watch) throws IOException {
    assertThat(watch.verdict().isComplete()).isFalse();
    Files.createFile(temp.resolve("end"));
  }

  private long runner() {
    String claim = Jobs.read(base.resolve(".started-j1"));
    return Long.parseLong(claim.lines().findFirst().orElseThrow().substring("pid=".length()));
  }
}
