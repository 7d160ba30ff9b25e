package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tendhost.core.tck.ScriptedExecutor;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobSpecTest {
  private static final List<String> ODD =
      List.of("", ".", "..", ".a", "-a", "_a", "a/b", "a b", "a\n", "a*", "ä", "a".repeat(101));

  private final DetachedJobs jobs = DetachedJobs.of(Jobs.HOST, new ScriptedExecutor());

  @Test
  void idsAndFilesLeadNowhereElse() {
    for (String name : ODD) {
      refused(() -> JobSpec.shell(name, "true"));
      refused(() -> jobs.look(name));
      refused(() -> jobs.follow(name, JobListener.none()));
      refused(() -> jobs.follow("j1", List.of(name), JobListener.none()));
      refused(() -> jobs.read(name, "out", 1));
      refused(() -> jobs.read("j1", name, 1));
    }
    for (String name : List.of("a", "7", "a..b", "A.b-c_d", "a".repeat(100))) {
      assertThat(JobSpec.shell(name, "true").id()).isEqualTo(name);
    }
  }

  @Test
  void aJobNeedsAScriptAndProperVariables() {
    refused(() -> JobSpec.shell("j1", " \n"));
    refused(() -> JobSpec.shell("j1", "a\0b"));
    refused(() -> JobSpec.shell("j1", "true").withEnvironment(Map.of("A B", "c")));
    refused(() -> JobSpec.of("j1", Collections.emptyList()));
  }

  @Test
  void aJobCanBeLogged() {
    JobSpec spec = JobSpec.of("j1", List.of("apt", "a b")).withEnvironment(Map.of("A", "secret"));

    assertThat(spec).hasToString("JobSpec[j1: A=*** apt 'a b']");
  }

  @Test
  void directoriesArePlainAndAbsolute() {
    JobOptions options = JobOptions.defaults();
    for (String path :
        List.of(
            "", "/", "jobs", "/a/", "//a", "/a//b", "/a/../b", "/a/./b", "/..", "/a b", "/a'b")) {
      refused(() -> options.withDirectory(path));
    }
    assertThat(options.withDirectory("/srv/a.b/..c").directory()).isEqualTo("/srv/a.b/..c");
    refused(() -> options.withDeadline(Duration.ZERO));
    refused(() -> options.withDeadline(Duration.ofDays(366)));
    refused(() -> options.withPatience(Duration.ofSeconds(-1)));
    refused(() -> jobs.clean(Duration.ofSeconds(-1)));
  }

  @Test
  void atMostSixteenFilesAreFollowed() {
    List<String> files = IntStream.range(0, 17).mapToObj(i -> "f" + i).toList();

    refused(() -> jobs.follow("j1", files, JobListener.none()));
  }

  @Test
  void anExitCodeIsThereExactlyWhenItExited() {
    refused(() -> new JobVerdict(JobState.EXITED, null));
    refused(() -> new JobVerdict(JobState.KILLED, 0));
  }

  private static void refused(Runnable call) {
    assertThatIllegalArgumentException().isThrownBy(call::run);
  }
}
