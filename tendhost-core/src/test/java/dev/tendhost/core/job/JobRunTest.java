package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Jobs that run on this machine. */
class JobRunTest extends JobTests {
  JobRunTest() {
    super("some/jobs");
  }

  @Test
  void aJobsOutputAndExitCodeAreTold() {
    Jobs.Heard heard = new Jobs.Heard();

    Jobs.await(jobs.start(JobSpec.shell("j1", "echo one; echo two >&2; printf three; exit 7")));
    JobVerdict verdict = Jobs.await(jobs.follow("j1", heard).verdict());

    assertThat(verdict).isEqualTo(new JobVerdict(JobState.EXITED, 7));
    assertThat(heard.lines).containsExactly("out:one", "out:two", "out:three");
    assertThat(Jobs.await(jobs.look("j1"))).isEqualTo(verdict);
  }

  @Test
  void aFinishedJobCanBeFollowedAgainByAnybody() {
    run("j1", "echo one");

    Jobs.Heard heard = new Jobs.Heard();
    JobVerdict verdict = Jobs.await(Jobs.in(base, executor).follow("j1", heard).verdict());

    assertThat(verdict.ok()).isTrue();
    assertThat(heard.lines).containsExactly("out:one");
  }

  @Test
  void wordsAndVariablesArriveAsTheyAre() {
    JobSpec spec =
        JobSpec.of("j1", List.of("printf", "%s|", "it's", "$HOME", "a  b", "", "*", "\\n", "ü\n"))
            .withEnvironment(Map.of("LC_ALL", "C.UTF-8", "ODD", "a'b $c\n\"d"));
    Jobs.await(jobs.start(spec));
    Jobs.await(jobs.follow("j1", JobListener.none()).verdict());
    assertThat(Jobs.read(base.resolve("j1/out"))).isEqualTo("it's|$HOME|a  b||*|\\n|ü\n|");

    Jobs.await(
        jobs.start(JobSpec.shell("j2", "printf %s \"$ODD\"").withEnvironment(spec.environment())));
    Jobs.await(jobs.follow("j2", JobListener.none()).verdict());
    assertThat(Jobs.read(base.resolve("j2/out"))).isEqualTo("a'b $c\n\"d");
  }

  @Test
  void theCommandRunsInItsDirectoryWithAUsualUmaskAndPath() {
    run("j1", "pwd; umask; cat; case :$PATH: in *:/usr/sbin:*) echo sbin; esac; echo x > evidence");

    assertThat(Jobs.read(base.resolve("j1/out")).lines().toList())
        .containsExactly(base.resolve("j1").toString(), "0022", "sbin");
    assertThat(Jobs.await(jobs.read("j1", "evidence", 100))).contains("x\n");
    assertThat(Jobs.await(jobs.read("j1", "nothing", 100))).isEmpty();
    assertThat(Jobs.await(jobs.read("j0", "evidence", 100))).isEmpty();
    assertThat(Jobs.failure(jobs.read("j1", "evidence", 1)).kind())
        .isEqualTo(FailureKind.COMMAND_FAILED);
  }

  @Test
  void theDirectoryIsClosedToOthers() throws Exception {
    run("j1", "true");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base.resolve("j1"))))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(base)))
        .isEqualTo("rwx------");
  }

  @Test
  void itRunsOnceThoughTwentyStartItAtATime() {
    JobSpec spec = JobSpec.shell("j1", "echo ran >> ../../ran; sleep 1");
    List<Future<Void>> starts = IntStream.range(0, 20).mapToObj(i -> jobs.start(spec)).toList();

    starts.forEach(Jobs::await);
    Jobs.await(jobs.follow("j1", JobListener.none()).verdict());
    Jobs.await(jobs.start(spec));

    assertThat(Jobs.read(temp.resolve("some/ran"))).isEqualTo("ran\n");
    assertThat(base.resolve("j1").toFile().list())
        .containsExactlyInAnyOrder("cmd", "run", "out", "rc");
  }

  @Test
  void anIdIsNotForAnotherCommand() {
    run("j1", "echo one");

    var error = Jobs.failure(jobs.start(JobSpec.shell("j1", "echo two")));

    assertThat(error.kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(error.message()).contains("nothing was run", "use another id");
    assertThat(Jobs.read(base.resolve("j1/out"))).isEqualTo("one\n");
  }

  @Test
  void severalFilesAreFollowedWhileTheyGrow() {
    String script =
        "for i in 1 2 3; do echo step $i; echo $i >> status; sleep 1; done; printf end >> status";
    Jobs.Heard heard = new Jobs.Heard();
    Jobs.await(jobs.start(JobSpec.shell("j1", script)));

    JobVerdict verdict =
        Jobs.await(jobs.follow("j1", List.of("out", "status", "never"), heard).verdict());

    assertThat(verdict.ok()).isTrue();
    assertThat(heard.lines.stream().filter(line -> line.startsWith("out")))
        .containsExactly("out:step 1", "out:step 2", "out:step 3");
    assertThat(heard.lines.stream().filter(line -> line.startsWith("status")))
        .containsExactly("status:1", "status:2", "status:3", "status:end");
    assertThat(executor.runs()).as("one start, and about one look a second").isLessThan(9);
  }

  @Test
  void muchOutputOfAnyBytesArrivesWholeAndInOrder() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 40_000; i++) {
      lines.append("Zeile ").append(i).append(" für ".repeat(i % 5)).append("€\n");
    }
    byte[] text = lines.toString().getBytes(StandardCharsets.UTF_8);
    text[70_000] = (byte) 0xff;
    text[70_001] = 0;
    Files.write(temp.resolve("text"), text);
    assertThat(text.length).isGreaterThan(12 * Follow.CHUNK);
    Jobs.Heard heard = new Jobs.Heard();

    Jobs.await(jobs.start(JobSpec.of("j1", List.of("cat", temp.resolve("text").toString()))));
    Processes.waitUntil(() -> Jobs.await(jobs.look("j1")).state().over());
    int before = executor.runs();
    Jobs.await(jobs.follow("j1", heard).verdict());
    assertThat(executor.runs() - before).as("looks at a backlog").isLessThanOrEqualTo(4);

    String all = new String(text, StandardCharsets.UTF_8);
    assertThat(heard.lines).isEqualTo(all.lines().map(line -> "out:" + line).toList());
    for (String path : Shells.paths(temp)) {
      ShellExecutor shell = new ShellExecutor(temp, path);
      Jobs.Heard again = new Jobs.Heard();
      Jobs.await(Jobs.in(base, shell).follow("j1", again).verdict());
      assertThat(again.lines).as(path).isEqualTo(heard.lines);
      shell.close();
    }
    assertThat(Jobs.await(jobs.read("j1", "out", 1 << 22))).contains(all);
  }

  @Test
  void aFileThatShrinksIsToldAndReadAgain() {
    Jobs.Heard heard = new Jobs.Heard();
    Jobs.await(
        jobs.start(JobSpec.shell("j1", "echo long line > log; sleep 3; echo new > log; sleep 2")));

    Jobs.await(jobs.follow("j1", List.of("log"), heard).verdict());

    assertThat(heard.lines).containsExactly("log:long line", "log shrunk", "log:new");
  }

  @Test
  void anUnknownJobIsTold() {
    assertThat(Jobs.await(jobs.follow("j0", JobListener.none()).verdict()).state())
        .isEqualTo(JobState.UNKNOWN);
    run("j1", "true");
    assertThat(Jobs.await(jobs.look("j2")).state()).isEqualTo(JobState.UNKNOWN);
  }

  @Test
  void theExecutorsEndDoesNotReachAJob() {
    Jobs.await(jobs.start(JobSpec.shell("j1", "sleep 2; echo done")));
    JobWatch watch = jobs.follow("j1", JobListener.none());

    watch.stop();
    executor.close();

    assertThat(Jobs.failure(watch.verdict()).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    executor = ShellExecutor.plain(temp);
    jobs = Jobs.in(base, executor);
    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()).ok()).isTrue();
    assertThat(Jobs.read(base.resolve("j1/out"))).isEqualTo("done\n");
  }

  private void run(String id, String script) {
    Jobs.await(jobs.start(JobSpec.shell(id, script)));
    assertThat(Jobs.await(jobs.follow(id, JobListener.none()).verdict()).ok()).isTrue();
  }
}
