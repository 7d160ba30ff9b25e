package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over a bad link a job runs once, its verdict is right and its output whole. */
class JobFaultsTest {
  private static final int SEEDS = Integer.getInteger("tendhost.job.seeds", 20);
  private static final String SCRIPT =
      "echo ran >> ../../ran-$SEED; i=0; while [ $i -lt 30 ]; do i=$((i+1)); echo line $i;"
          + " echo status $i >> status; [ $((i % 10)) -gt 0 ] || sleep 1; done; exit $((SEED % 7))";

  @TempDir Path temp;

  @Test
  void aBadLinkNeitherRepeatsNorLosesAnything() {
    List<FaultyExecutor> links = new ArrayList<>();
    List<Future<JobVerdict>> verdicts = new ArrayList<>();
    List<Jobs.Heard> heard = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      FaultyExecutor link = new FaultyExecutor(ShellExecutor.plain(scratch(seed)), seed);
      DetachedJobs jobs = Jobs.in(temp.resolve("jobs"), link);
      Jobs.Heard lines = new Jobs.Heard();
      links.add(link);
      heard.add(lines);
      String id = "job-" + seed;
      JobSpec spec = JobSpec.shell(id, SCRIPT).withEnvironment(Map.of("SEED", "" + seed));
      verdicts.add(
          jobs.start(spec)
              .compose(started -> jobs.follow(id, List.of("out", "status"), lines).verdict()));
    }

    for (int seed = 0; seed < SEEDS; seed++) {
      assertThat(Jobs.await(verdicts.get(seed)))
          .as("seed %s", seed)
          .isEqualTo(new JobVerdict(JobState.EXITED, seed % 7));
      assertThat(Jobs.read(temp.resolve("ran-" + seed))).as("seed %s", seed).isEqualTo("ran\n");
      assertThat(of("out:", heard.get(seed))).isEqualTo(numbered("out:line "));
      assertThat(of("status:", heard.get(seed))).isEqualTo(numbered("status:status "));
    }
    links.forEach(FaultyExecutor::close);
    int faults = links.stream().mapToInt(FaultyExecutor::faults).sum();
    assertThat(faults).as("faults in all").isGreaterThan(2 * SEEDS);
  }

  private Path scratch(int seed) {
    Path directory = temp.resolve("link-" + seed);
    assertThat(directory.toFile().mkdir()).isTrue();
    return directory;
  }

  private static List<String> of(String file, Jobs.Heard heard) {
    return heard.lines.stream().filter(line -> line.startsWith(file)).toList();
  }

  private static List<String> numbered(String prefix) {
    return IntStream.rangeClosed(1, 30).mapToObj(i -> prefix + i).toList();
  }
}
