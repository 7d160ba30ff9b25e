package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing runs after a follower was told that it is over, in every shell there is. */
class GivenUpTest extends JobTests {
  private static final JobSpec SPEC = JobSpec.shell("j1", "touch ../ran");

  GivenUpTest() {
    super("some/jobs");
  }

  @Test
  void aJobThatIsToldToBeUnknownNeverStarts() throws IOException {
    for (String path : Shells.paths(temp)) {
      base = Files.createTempDirectory(temp, "base").resolve("jobs");
      ShellExecutor shell = new ShellExecutor(temp, path);
      DetachedJobs here = Jobs.in(base, shell);

      assertThat(verdict(here)).as(path).hasToString("UNKNOWN");
      refusedAsGivenUp(here);
      assertThat(verdict(here)).as(path).hasToString("UNKNOWN");
      assertThat(base.toFile().list()).as(path).containsExactly(".started-j1");
      shell.close();
    }
  }

  @Test
  void aLookGivesNothingUp() {
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("UNKNOWN");
    assertThat(base).doesNotExist();

    Jobs.await(jobs.start(SPEC));

    assertThat(verdict(jobs)).hasToString("EXITED(0)");
  }

  @Test
  void aStartThatIsSlowIsWaitedFor() throws Exception {
    JobWatch watch = jobs.follow("j1", JobListener.none());
    Processes.waitUntil(() -> executor.runs() == 2);

    Jobs.await(jobs.start(SPEC));

    assertThat(Jobs.await(watch.verdict())).hasToString("EXITED(0)");
  }

  /** The start has made its directory and not begun when the follower gives up. */
  @Test
  void aStartUnderWayIsRefusedWhenItComesTooLate() throws Exception {
    Path go = temp.resolve("go");
    Path here = temp.resolve("here");
    String slow = "touch %s; while [ ! -e %s ]; do sleep 0.02; done; ".formatted(here, go);
    ShellExecutor late =
        new ShellExecutor(
            Files.createDirectory(temp.resolve("late")),
            Shells.faking(temp, "mkdir", slow + "exec /bin/mkdir \"$@\""));
    Processes.closedDirectory(Files.createDirectory(temp.resolve("some")).resolve("jobs"));
    Future<Void> start = Jobs.in(base, late).start(SPEC);
    Processes.waitUntil(() -> Files.exists(here));

    assertThat(verdict(jobs)).hasToString("UNKNOWN");
    Files.createFile(go);

    assertThat(Jobs.failure(start).message()).contains("given up", "nothing was run");
    late.close();
    assertThat(base.resolve("j1")).exists();
    assertThat(verdict(jobs)).hasToString("UNKNOWN");
    assertThat(base.resolve("ran")).doesNotExist();
  }

  @Test
  void whatCannotBeGivenUpIsNotSaidToBeOver() throws IOException {
    String script = "echo 'ln: No space left on device' >&2; exit 1";
    String ln = Shells.faking(temp, "ln", script);
    ShellExecutor full = new ShellExecutor(temp, ln);

    FleetError error = Jobs.failure(Jobs.in(base, full).follow("j1", JobListener.none()).verdict());

    full.close();
    assertThat(error.kind()).isEqualTo(FailureKind.NO_SPACE);
    assertThat(error.message()).contains("may still be", "No space left", base.toString());
    Jobs.await(jobs.start(SPEC));
    assertThat(verdict(jobs)).hasToString("EXITED(0)");
  }

  @Test
  void aStartThatCannotBeGivenUpIsNotSaidToHaveRunNothing() throws IOException {
    // No runner ever comes, and nothing can be linked.
    Shells.faking(temp, "setsid", "exit 1");
    Shells.faking(temp, "sleep", "exec /bin/sleep 0.001");
    String script = "case $1 in -s) exit 1 ;; esac; exec /bin/ln \"$@\"";
    ShellExecutor broken = new ShellExecutor(temp, Shells.faking(temp, "ln", script));

    Command start = new JobScripts(Jobs.options(base), "").start("nonce", SPEC);

    assertThat(Jobs.await(broken.run(start)).stdout()).contains("nonce undecided");
    broken.close();
    Jobs.await(jobs.start(SPEC));
    assertThat(verdict(jobs)).hasToString("EXITED(0)");
  }

  @Test
  void whatWasGivenUpIsForgottenByAge() throws Exception {
    assertThat(verdict(jobs)).hasToString("UNKNOWN");
    Path given = base.resolve(".started-j1");
    assertThat(Jobs.await(jobs.clean(Duration.ofHours(1)))).isZero();
    assertThat(Files.isSymbolicLink(given)).isTrue();

    new ProcessBuilder("touch", "-h", "-t", "202001010000", given.toString()).start().waitFor();
    Jobs.await(jobs.clean(Duration.ofHours(1)));

    assertThat(base.toFile().list()).isEmpty();
  }

  @Test
  void aJobThatIsUnknownBecauseItWasCleanedAwayIsNotRunAgainForItsFollower() throws Exception {
    Jobs.await(jobs.start(SPEC));
    assertThat(verdict(jobs)).hasToString("EXITED(0)");
    new ProcessBuilder("sh", "-c", "rm -r " + base + "/j1 " + base + "/.started-j1")
        .start()
        .waitFor();

    assertThat(verdict(jobs)).hasToString("UNKNOWN");
    Files.delete(base.resolve("ran"));
    refusedAsGivenUp(jobs);
    assertThat(List.of(base.toFile().list())).containsExactly(".started-j1");
  }

  private void refusedAsGivenUp(DetachedJobs where) {
    FleetError error = Jobs.failure(where.start(SPEC));
    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message()).contains("nothing was run", "nothing will be", "another id");
    assertThat(base.resolve("ran")).doesNotExist();
  }

  private static JobVerdict verdict(DetachedJobs where) {
    return Jobs.await(where.follow("j1", JobListener.none()).verdict());
  }
}
