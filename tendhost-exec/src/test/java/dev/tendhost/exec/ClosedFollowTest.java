package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import org.junit.jupiter.api.Test;

/** Who follows a job on a closed executor is told so long before the deadline of the job. */
class ClosedFollowTest extends LocalExecutorTests {
  @Test
  void itEndsAtOnce() {
    Outcome.of(executor.close());

    var watch = DetachedJobs.of(Hosts.local().name(), executor).follow("j1", JobListener.none());

    assertThat(Outcome.failure(FailureKind.UNREACHABLE, watch.verdict()).details())
        .containsKey(RemoteExecutor.CLOSED);
  }
}
