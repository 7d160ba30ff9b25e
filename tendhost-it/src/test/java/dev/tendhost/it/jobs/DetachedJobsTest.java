package dev.tendhost.it.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.job.JobState;
import dev.tendhost.core.job.JobVerdict;
import dev.tendhost.core.job.JobWatch;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.LocalExecutor;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A job lives on without the executor that started it, and any other can follow it. */
@Timeout(120)
class DetachedJobsTest {
  private static final int LINES = 6;
  private static final List<String> EXPECTED =
      IntStream.rangeClosed(1, LINES).mapToObj(i -> "line " + i).toList();
  private static final String SCRIPT =
      "echo ran >>runs; i=0; while [ $i -lt %d ]; do i=$((i+1)); echo line $i; sleep 0.5; done; exit 4"
          .formatted(LINES);

  @TempDir private Path directory;
  private OpenSshServer server;

  @BeforeEach
  void start() {
    server = OpenSshServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void startedHereAndFollowedOverSsh() throws Exception {
    outlives(local(), ssh());
  }

  @Test
  void startedOverSshAndFollowedHere() throws Exception {
    outlives(ssh(), local());
  }

  @Test
  void startedOverSshAndFollowedOverAnotherConnection() throws Exception {
    outlives(ssh(), ssh());
  }

  /** Closes the first executor once the job has said something. */
  private void outlives(RemoteExecutor first, RemoteExecutor second) throws Exception {
    DetachedJobs jobs = jobs(first);
    Outcome.of(jobs.start(JobSpec.shell("j1", SCRIPT)));
    CountDownLatch spoke = new CountDownLatch(1);
    JobWatch watch = jobs.follow("j1", (file, line) -> spoke.countDown());
    assertThat(spoke.await(Outcome.SECONDS, TimeUnit.SECONDS)).isTrue();
    watch.stop();
    Outcome.of(first.close());

    List<String> lines = new CopyOnWriteArrayList<>();
    DetachedJobs others = jobs(second);
    Outcome.of(others.start(JobSpec.shell("j1", SCRIPT)));
    JobVerdict verdict = Outcome.of(others.follow("j1", (file, line) -> lines.add(line)).verdict());

    assertThat(verdict).isEqualTo(new JobVerdict(JobState.EXITED, 4));
    assertThat(lines).isEqualTo(EXPECTED);
    assertThat(Files.readAllLines(directory.resolve("j1/runs"))).hasSize(1);
    Outcome.of(second.close());
  }

  private DetachedJobs jobs(RemoteExecutor executor) {
    JobOptions options =
        JobOptions.defaults().withDirectory(directory.toString()).withAsRoot(false);
    return DetachedJobs.of(HostName.of("here"), executor, options);
  }

  private RemoteExecutor local() {
    return LocalExecutor.create(host());
  }

  private RemoteExecutor ssh() {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(server.knownHosts()))
            .withIdentities(server.userKey())
            .withAgent(false);
    return SshExecutor.provider(options)
        .create(host(), SecretSource.none(), ConnectionListener.none());
  }

  private ManagedHost host() {
    return new ManagedHost(
        HostName.of("here"), "127.0.0.1", server.port(), server.user(), Set.of(), Map.of());
  }
}
