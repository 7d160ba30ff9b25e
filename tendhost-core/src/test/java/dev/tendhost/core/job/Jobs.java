package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the tests of jobs share. */
final class Jobs {
  static final HostName HOST = HostName.of("web-1");
  private static final Duration BOUND = Duration.ofSeconds(60);

  private Jobs() {}

  /** Jobs of this machine in a directory of the test's own. */
  static DetachedJobs in(Path directory, RemoteExecutor executor) {
    return new DetachedJobs(HOST, executor, options(directory), quick(), "");
  }

  static JobOptions options(Path directory) {
    return JobOptions.defaults().withDirectory(directory.toString()).withAsRoot(false);
  }

  /** Timers that hurry through waits up to 30 s; deadlines stay what they are. */
  static Timers quick() {
    Timers real = Timers.ofTheJdk();
    return (delay, action) ->
        real.after(
            delay.compareTo(Duration.ofSeconds(30)) > 0 ? delay : delay.dividedBy(50), action);
  }

  static <T> T await(Future<T> future) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw new AssertionError(failed.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static FleetError failure(Future<?> future) {
    try {
      Object value =
          future.toCompletionStage().toCompletableFuture().get(BOUND.toSeconds(), TimeUnit.SECONDS);
      throw new AssertionError("succeeded with " + value);
    } catch (ExecutionException failed) {
      assertThat(failed.getCause()).isInstanceOf(TendhostException.class);
      return ((TendhostException) failed.getCause()).error();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps what a job wrote, as {@code file:line}. */
  static final class Heard implements JobListener {
    final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void line(String file, String line) {
      lines.add(file + ":" + line);
    }

    @Override
    public void shrunk(String file) {
      lines.add(file + " shrunk");
    }
  }
}
