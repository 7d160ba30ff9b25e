package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.ShellWords;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What the tests of the contract of executors share: the executors and the host behind them. */
@Timeout(120)
abstract class RemoteExecutorTests {
  static final Duration SHORT = Duration.ofSeconds(2);
  static final int BOUND_SECONDS = 30;

  private final List<RemoteExecutor> opened = new ArrayList<>();

  /**
   * Makes an executor. Called up to several times a test; each is closed by the contract.
   *
   * @return a new executor for one and the same host
   */
  protected abstract RemoteExecutor createExecutor();

  /** Closes what the test opened. */
  @AfterEach
  void closeExecutors() {
    opened.forEach(executor -> await(executor.close()));
  }

  RemoteExecutor executor() {
    RemoteExecutor executor = createExecutor();
    opened.add(executor);
    return executor;
  }

  static String directory(RemoteExecutor executor) {
    CommandResult made = await(executor.run("mktemp -d"));
    assertThat(made.ok()).as(made.stderr()).isTrue();
    return made.stdout().strip();
  }

  static void remove(RemoteExecutor executor, String dir) {
    await(executor.run("rm -r " + ShellWords.quote(dir)));
  }

  /** A script that leaves a job behind, in a session of its own, and its pid in a file. */
  static String detach(String dir) {
    return ("setsid sh -c 'echo $$ >%s/pid; exec sleep 60' </dev/null >/dev/null 2>&1 &"
            + " until test -s %s/pid; do sleep 0.05; done; mv %s/pid %s/job")
        .formatted(dir, dir, dir, dir);
  }

  /** A process that has ended and is not yet reaped counts as ended. */
  static boolean alive(RemoteExecutor executor, String pidFile) {
    String script =
        "p=$(cat %s) || exit 9; grep -q '^State:.[^ZX]' /proc/$p/status 2>/dev/null"
            .formatted(pidFile);
    CommandResult result = await(executor.run(script));
    assertThat(result.exitCode()).as(result.stderr()).isNotEqualTo(9);
    return result.ok();
  }

  static void endJob(RemoteExecutor executor, String dir) {
    await(executor.run("kill $(cat " + dir + "/job)"));
    remove(executor, dir);
  }

  static <T> T await(Future<T> future) {
    awaitEnd(future);
    if (future.failed()) {
      throw new AssertionError("must not fail", future.cause());
    }
    return future.result();
  }

  static FleetError errorOf(Future<?> future) {
    awaitEnd(future);
    assertThat(future.failed()).as("the future must fail").isTrue();
    assertThat(future.cause()).isInstanceOf(TendhostException.class);
    return ((TendhostException) future.cause()).error();
  }

  static void awaitEnd(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      fail("the future did not complete in time", e);
    }
  }

  static boolean awaitLatch(CountDownLatch latch) {
    try {
      return latch.await(BOUND_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
