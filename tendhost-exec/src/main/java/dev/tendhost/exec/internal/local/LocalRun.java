package dev.tendhost.exec.internal.local;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.OutputListener.Source;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.Listening;
import dev.tendhost.exec.internal.OutputCapture;
import dev.tendhost.exec.internal.Signals;
import dev.tendhost.exec.internal.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One command from its request to its result. A worker runs {@link #execute}, top to bottom; a
 * timer or {@link #close} may end it meanwhile from outside, also while it waits for its turn. The
 * future never waits for anything without a bound.
 */
public final class LocalRun {
  /**
   * How long output is still read after the command has ended, if something it left behind holds
   * the pipes; without such a thing they end at once.
   */
  static final Duration GRACE = Duration.ofMillis(500);

  private static final long UNWIND_SECONDS = 1;

  private enum Ending {
    TIMEOUT,
    CLOSED
  }

  private final Command command;
  private final Privilege privilege;
  private final Supervisor supervisor;
  private final Failures failures;
  private final Launcher launcher;
  private final Listening listening;
  private final OutputCapture stdout;
  private final OutputCapture stderr;
  private final Promise<CommandResult> promise = Promise.promise();
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final CompletableFuture<Void> left = new CompletableFuture<>();
  private volatile @Nullable RunningProcess process;
  private volatile java.util.concurrent.@Nullable Future<?> timer;

  LocalRun(ManagedHost host, Command command, Privilege privilege, Supervisor supervisor) {
    this.command = command;
    this.privilege = privilege;
    this.supervisor = supervisor;
    this.failures = new Failures(host.name(), command);
    this.launcher = new Launcher(command, privilege, failures, new NativeWords());
    this.listening = new Listening(command.listener(), command.display());
    this.stdout = new OutputCapture(command.outputLimit(), listening.splitter(Source.STDOUT));
    this.stderr = new OutputCapture(command.outputLimit(), listening.splitter(Source.STDERR));
  }

  /** Starts a command as soon as it is its turn; the time in the queue counts to its time-out. */
  public static LocalRun begin(
      ManagedHost host, Command command, Privilege privilege, Supervisor supervisor) {
    LocalRun run = new LocalRun(host, command, privilege, supervisor);
    run.timer = supervisor.after(command.timeout(), () -> run.end(Ending.TIMEOUT));
    supervisor.submit(run);
    return run;
  }

  /** The error of a command that comes after the executor was closed. */
  public static TendhostException refused(ManagedHost host, Command command) {
    return new Failures(host.name(), command).closed();
  }

  /** Completes exactly once. */
  public Future<CommandResult> future() {
    return promise.future();
  }

  /** Ends it because its executor is closed. Returns at once. */
  public void close() {
    end(Ending.CLOSED);
  }

  /** The whole life of the process, on a worker. */
  void execute() {
    try {
      if (ending.get() == null) {
        runToEnd();
      } else {
        settle(ended(false, true));
      }
    } catch (TendhostException e) {
      settle(e);
    } catch (IOException | UncheckedIOException e) {
      settle(failures.notStarted(String.valueOf(e.getMessage()), e));
    } catch (Throwable unexpected) {
      settle(failures.unexpected(unexpected));
    } finally {
      left.complete(null);
    }
  }

  void neverStarted(Throwable noThread) {
    settle(failures.notStarted("no thread for it: " + noThread.getMessage(), noThread));
    left.complete(null);
  }

  private void runToEnd() throws IOException {
    try (Pipes pipes = Pipes.of(supervisor.pipes())) {
      long start = Ticker.now();
      RunningProcess running =
          new RunningProcess(
              launcher.start(pipes.stdout(), pipes.stderr(), supervisor.pipes()),
              pipes,
              supervisor);
      process = running;
      try {
        endIfAsked(running);
        Integer status = running.readToEnd(stdout, stderr);
        // What is being ended from outside is not over with its leader.
        endIfAsked(running);
        settle(status, Ticker.since(start));
      } catch (Throwable thrown) {
        running.end(privilege, command.asRoot());
        throw thrown;
      }
    }
  }

  private void endIfAsked(RunningProcess running) {
    if (ending.get() != null) {
      running.end(privilege, command.asRoot());
    }
  }

  private void settle(@Nullable Integer status, Duration duration) {
    if (ending.get() != null || status == null) {
      settle(ended(true, status != null));
      return;
    }
    TendhostException didNotRun = launcher.didNotRun(status, stderr.text());
    if (didNotRun != null) {
      settle(didNotRun);
      return;
    }
    String signal = Signals.ofStatus(status);
    CommandResult result =
        new CommandResult(
            signal == null ? status : null,
            signal,
            stdout.text(),
            stderr.text(),
            stdout.truncated(),
            stderr.truncated(),
            duration);
    finish(() -> promise.tryComplete(result));
  }

  private void settle(TendhostException failure) {
    finish(() -> promise.tryFail(failure));
  }

  private void finish(Runnable completion) {
    java.util.concurrent.Future<?> armed = timer;
    if (armed != null) {
      armed.cancel(false);
    }
    listening.mute();
    completion.run();
  }

  private void end(Ending why) {
    if (!ending.compareAndSet(null, why)) {
      return;
    }
    if (supervisor.withdraw(this)) {
      settle(ended(false, true));
      return;
    }
    try {
      supervisor.background(this::endStarted);
    } catch (RuntimeException | OutOfMemoryError noThread) {
      settle(ended(true, false));
    }
  }

  /** Ends the process, then sees to it that the future completes even if the worker is stuck. */
  private void endStarted() {
    RunningProcess running = process;
    boolean gone = running == null || running.end(privilege, command.asRoot());
    try {
      left.get(UNWIND_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException stuck) {
      settle(ended(true, gone && running != null));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private TendhostException ended(boolean started, boolean gone) {
    if (ending.get() == Ending.CLOSED) {
      return started
          ? failures.closedWhileRunning(stderr.text(), gone)
          : failures.closedWhileWaiting();
    }
    return started ? failures.timedOut(stderr.text(), gone) : failures.timedOutWaiting();
  }
}
