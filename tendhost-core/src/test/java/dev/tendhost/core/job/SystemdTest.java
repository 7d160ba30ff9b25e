package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How systemd is asked, with a systemd-run that is the test's own. */
class SystemdTest {
  private static final String LOG = "echo \"$*\" >> %s; case \"$*\" in %s) %s exit 1 ;; esac; ";
  private static final String RUN =
      "while [ \"$1\" != /bin/sh ]; do shift; done; setsid \"$@\" < /dev/null > /dev/null 2>&1 &";

  @TempDir Path temp;
  private ShellExecutor executor = ShellExecutor.plain(Path.of("/"));

  @AfterEach
  void close() {
    executor.close();
  }

  @Test
  void aJobIsATransientUnit() throws IOException {
    runWith(fake("nothing", "", RUN), true);

    assertThat(log())
        .containsExactly(
            "--collect --no-block --property=Type=exec --unit=tendhost-j1.service"
                + " --property=KillMode=process /bin/sh "
                + temp.resolve("jobs/j1/run"));
  }

  @Test
  void anOldSystemdIsAskedWithoutWhatItDoesNotKnow() throws IOException {
    runWith(fake("*--collect*", "echo unrecognized option >&2;", RUN), true);

    assertThat(log()).hasSize(3);
    assertThat(log().get(2))
        .startsWith("--unit=tendhost-j1.service --property=KillMode=process /bin/sh");
  }

  @Test
  void whereSystemdRefusesTheJobRunsInASessionOfItsOwn() throws IOException {
    runWith(fake("*", "echo Failed to connect to bus >&2;", ""), true);

    assertThat(log()).hasSize(3);
  }

  @Test
  void aUnitThatIsThereAlreadyIsWaitedFor() throws IOException {
    String begun = "Unit tendhost-j1.service already exists.";
    String script = "echo \"$*\" >> " + temp + "/log; echo " + begun + " >&2; " + RUN + " exit 1";
    runWith(Shells.faking(temp, "systemd-run", script), true);

    assertThat(log()).hasSize(1);
  }

  @Test
  void systemdIsNotAskedForJobsOfOthersThanRoot() throws IOException {
    runWith(fake("nothing", "", RUN), false);

    assertThat(temp.resolve("log")).doesNotExist();
  }

  private String fake(String refused, String saying, String otherwise) throws IOException {
    String log = LOG.formatted(temp.resolve("log"), refused, saying);
    return Shells.faking(temp, "systemd-run", log + otherwise);
  }

  /** The machine passes for one that systemd runs, as there is such a directory. */
  private void runWith(String path, boolean asRoot) {
    executor = new ShellExecutor(temp, path);
    JobOptions options = Jobs.options(temp.resolve("jobs")).withAsRoot(asRoot);
    DetachedJobs jobs =
        new DetachedJobs(Jobs.HOST, executor, options, Jobs.quick(), temp.toString());
    Jobs.await(jobs.start(JobSpec.shell("j1", "echo ran")));
    Jobs.await(jobs.start(JobSpec.shell("j1", "echo ran")));
    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()).ok()).isTrue();
    assertThat(Jobs.read(temp.resolve("jobs/j1/out"))).isEqualTo("ran\n");
  }

  /** The calls, without the directory and PATH at their end. */
  private List<String> log() {
    String directory = " " + temp.resolve("jobs/j1") + " ";
    return Jobs.read(temp.resolve("log"))
        .lines()
        .map(line -> line.substring(0, line.indexOf(directory)))
        .toList();
  }
}
