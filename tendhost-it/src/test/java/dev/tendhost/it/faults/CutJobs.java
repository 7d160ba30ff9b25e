package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.TcpProxy.Cut;
import dev.tendhost.exec.fixture.TcpProxy.CutPlan;
import dev.tendhost.exec.fixture.TcpProxy.Direction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Cuts connections at seeded random points in the life of a detached job, several of one job, and
 * checks that it ran once, that its verdict is right and that every line was told once.
 */
final class CutJobs {
  private static final int LINES = 12;
  private static final int EXIT_CODE = 3;
  private static final int CUTS_A_JOB = 3;

  /** More than the handshake and one look take either way, so that cuts fall everywhere in them. */
  private static final int MOST_BYTES = 18_000;

  private static final List<String> EXPECTED =
      IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();

  private final SshHost host;
  private final JobOptions options;
  private final Path directory;
  private final Random random;

  CutJobs(SshHost host, Path directory, long seed) {
    this.host = host;
    this.directory = directory;
    this.random = new Random(seed);
    this.options = JobOptions.defaults().withDirectory(directory.toString()).withAsRoot(false);
  }

  /** How many jobs there were for each number of connections that were cut. */
  Map<String, Integer> run(int cuts) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (int job = 0; job * CUTS_A_JOB < cuts; job++) {
      counts.merge("jobs with " + runOne("job-" + job) + " cuts", 1, Integer::sum);
    }
    return counts;
  }

  private int runOne(String id) throws IOException {
    int before = host.proxy().accepted();
    RemoteExecutor executor = host.executor(ConnectionListener.none());
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    try {
      host.proxy().cutInTurn(plans());
      DetachedJobs jobs = DetachedJobs.of(HostName.of("cut"), executor, options);
      JobVerdict verdict =
          Outcome.of(
              jobs.start(JobSpec.shell(id, script()))
                  .compose(started -> jobs.follow(id, (file, line) -> lines.add(line)).verdict()));
      assertThat(verdict).as(id).isEqualTo(new JobVerdict(JobState.EXITED, EXIT_CODE));
      assertThat(lines).as(id).isEqualTo(EXPECTED);
      assertThat(Files.readAllLines(directory.resolve(id).resolve("runs"))).as(id).hasSize(1);
      return host.proxy().accepted() - before - 1;
    } finally {
      host.proxy().cutNoMore();
      Outcome.of(executor.close());
    }
  }

  private List<CutPlan> plans() {
    return random
        .ints(CUTS_A_JOB, 0, MOST_BYTES)
        .mapToObj(
            bytes ->
                new CutPlan(
                    bytes, Direction.values()[random.nextInt(2)], Cut.values()[random.nextInt(2)]))
        .toList();
  }

  private static String script() {
    return "echo ran >>runs; i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; sleep 0.3; done; exit %d"
        .formatted(LINES, EXIT_CODE);
  }
}
