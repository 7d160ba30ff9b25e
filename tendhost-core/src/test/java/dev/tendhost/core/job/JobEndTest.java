package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Jobs that end, or do not begin, as nobody wished. */
class JobEndTest extends JobTests {
  JobEndTest() {
    super("jobs");
  }

  @Test
  void aKilledCommandExitsAsShellsHaveIt() {
    Jobs.await(jobs.start(JobSpec.shell("j1", "kill -9 $$")));

    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()))
        .hasToString("EXITED(137)");
  }

  @Test
  void aRunnerThatIsToldToEndKeepsTheExitCode() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("j1", "sleep 2; exit 3")));

    new ProcessBuilder("kill", Long.toString(runner("j1"))).start().waitFor();

    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()))
        .hasToString("EXITED(3)");
  }

  @Test
  void aCommandGoesOnWithoutItsRunnerAndIsThenKilled() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("j1", "echo $$ > me; exec sleep 60")));
    JobWatch watch = jobs.follow("j1", JobListener.none());
    Path me = base.resolve("j1/me");
    Processes.waitUntil(() -> me.toFile().length() > 0);

    Processes.kill(runner("j1"));
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("ORPHANED");
    assertThat(watch.verdict().isComplete()).isFalse();

    Processes.kill(Long.parseLong(Jobs.read(me).strip()));
    assertThat(Jobs.await(watch.verdict())).hasToString("KILLED");
  }

  @Test
  void aRebootBetweenStartAndFollowIsTold() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("j1", "echo one; echo $$ > me; exec sleep 60")));
    Path started = claim("j1");
    Path me = base.resolve("j1/me");
    Processes.waitUntil(() -> me.toFile().length() > 0);
    Processes.kill(runner("j1"));
    Jobs.write(started, Jobs.read(started).replace(Processes.boot(), Processes.NEVER));
    Jobs.Heard heard = new Jobs.Heard();

    assertThat(Jobs.await(jobs.follow("j1", heard).verdict())).hasToString("INTERRUPTED_BY_REBOOT");
    assertThat(heard.lines).containsExactly("out:one");
    Processes.kill(Long.parseLong(Jobs.read(me).strip()));
  }

  @Test
  void aStarterThatDiedLeavesAJobThatCanStillBeStarted() throws Exception {
    Processes.closedDirectory(base);
    Processes.closedDirectory(base.resolve("j1"));
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("NOT_STARTED");

    Jobs.await(jobs.start(JobSpec.shell("j1", "true")));

    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()))
        .hasToString("EXITED(0)");
  }

  @Test
  void aJobThatIsSaidNotToHaveStartedNeverStarts() throws Exception {
    Processes.closedDirectory(base);
    Processes.closedDirectory(base.resolve("j1"));
    Files.writeString(base.resolve("j1/cmd"), "touch ran\n");
    ShellExecutor hurrying = new ShellExecutor(temp, Shells.hurrying(temp));
    DetachedJobs other = Jobs.in(base, hurrying);
    assertThat(Jobs.await(other.follow("j1", JobListener.none()).verdict()))
        .hasToString("NOT_STARTED");
    assertThat(hurrying.runs()).isEqualTo(2);
    hurrying.close();

    FleetError error = Jobs.failure(jobs.start(JobSpec.shell("j1", "touch ran")));

    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message()).contains("nothing will be", "another id");
    assertThat(base.resolve("j1/ran")).doesNotExist();
  }

  @Test
  void aFullDiskAtTheStartIsToldAndNothingRuns() throws Exception {
    String script = "echo 'tee: x: No space left on device' >&2; exit 1";
    ShellExecutor full = new ShellExecutor(temp, Shells.faking(temp, "tee", script));

    FleetError error = Jobs.failure(Jobs.in(base, full).start(JobSpec.shell("j1", "touch ran")));

    full.close();
    assertThat(error.kind()).isEqualTo(FailureKind.NO_SPACE);
    assertThat(error.message()).contains("nothing was run", "No space left");
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("NOT_STARTED");
    assertThat(base.resolve("j1").toFile().list()).isEmpty();
  }

  @Test
  void anExitCodeThatCannotBeStoredIsKeptUntilItCan() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("j1", "ln -sf /dev/full .rc.*; exit 4")));
    Processes.waitUntil(() -> !link("j1").isEmpty());
    Processes.waitUntil(() -> commandIsOver(runner("j1")));
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("RUNNING");

    for (Path link : link("j1")) {
      Files.delete(link);
    }

    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()))
        .hasToString("EXITED(4)");
  }

  @Test
  void aJobThatIsStartedWhileDirectoriesAreCleanedKeepsItsOwn() throws Exception {
    Jobs.await(jobs.start(JobSpec.shell("running", "echo $$ > me; exec sleep 60")));
    Path me = base.resolve("running/me");
    Processes.waitUntil(() -> me.toFile().length() > 0);
    Processes.closedDirectory(base.resolve("j1"));
    age(base.resolve("j1"));
    String claimed = "cp %s %s".formatted(claim("running"), claim("j1"));
    String find = "/usr/bin/find \"$@\"; code=$?; " + claimed + "; exit $code";
    ShellExecutor meanwhile = new ShellExecutor(temp, Shells.faking(temp, "find", find));

    assertThat(Jobs.await(Jobs.in(base, meanwhile).clean(Duration.ofHours(1)))).isZero();

    meanwhile.close();
    assertThat(Jobs.await(jobs.look("j1"))).hasToString("RUNNING");
    Processes.kill(Long.parseLong(Jobs.read(me).strip()));
    Jobs.await(jobs.follow("running", JobListener.none()).verdict());
  }

  @Test
  void oldDirectoriesOfEndedJobsAreRemoved() throws Exception {
    for (String id : List.of("old", "young", "changed")) {
      Jobs.await(jobs.start(JobSpec.shell(id, "true")));
      Jobs.await(jobs.follow(id, JobListener.none()).verdict());
    }
    Jobs.await(jobs.start(JobSpec.shell("running", "echo $$ > me; exec sleep 60")));
    Processes.waitUntil(() -> base.resolve("running/me").toFile().length() > 0);
    Path kept = Files.createDirectory(temp.resolve("kept"));
    Files.createSymbolicLink(base.resolve("link"), kept);
    Files.createSymbolicLink(base.resolve("old/link"), kept);
    Files.createFile(kept.resolve("file"));
    Processes.closedDirectory(base.resolve(".gone-half"));
    Processes.closedDirectory(base.resolve("empty"));
    Processes.closedDirectory(base.resolve("killed"));
    Jobs.write(claim("killed"), Processes.claim(4_194_400, 1, Processes.boot()));
    for (String id : List.of("old", "changed", "running", "link", "empty", "killed")) {
      age(base.resolve(id));
    }
    for (String id : List.of("old", "changed", "running", "killed")) {
      age(claim(id));
    }
    age(kept);
    Files.writeString(base.resolve("changed/out"), "now");

    assertThat(Jobs.await(jobs.clean(Duration.ofHours(1)))).isEqualTo(4);

    assertThat(base.toFile().list())
        .containsExactlyInAnyOrder(
            "young",
            "changed",
            "running",
            "link",
            ".started-young",
            ".started-changed",
            ".started-running");
    assertThat(kept.resolve("file")).exists();
    assertThat(Jobs.await(jobs.clean(Duration.ofHours(1)))).isZero();
    Processes.kill(Long.parseLong(Jobs.read(base.resolve("running/me")).strip()));
    Jobs.await(jobs.follow("running", JobListener.none()).verdict());
  }

  private void age(Path directory) throws Exception {
    new ProcessBuilder(
            "find", directory.toString(), "-exec", "touch", "-h", "-t", "202001010000", "{}", "+")
        .start()
        .waitFor();
  }

  private List<Path> link(String id) {
    try (var files = Files.list(base.resolve(id))) {
      return files.filter(Files::isSymbolicLink).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean commandIsOver(long runner) {
    return ProcessHandle.of(runner).stream()
        .flatMap(ProcessHandle::children)
        .noneMatch(child -> child.info().commandLine().orElse("").contains("./cmd"));
  }

  private Path claim(String id) {
    return base.resolve(".started-" + id);
  }

  private long runner(String id) {
    String started = Jobs.read(claim(id));
    return Long.parseLong(started.lines().findFirst().orElseThrow().substring("pid=".length()));
  }
}
