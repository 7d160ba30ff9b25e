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
import dev.tendhost.exec.internal.SudoQuestion;
import dev.tendhost.exec.internal.Ticker;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
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
  private static final int ANSWER_BYTES = 100;

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
  private volatile boolean commandOver;
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
    long start = Ticker.now();
    Integer status = run(launcher::start, stdout, stderr);
    Duration duration = Ticker.since(start);
    if (status != null && ending.get() == null) {
      commandOver = true;
      process = null;
      Optional<SudoQuestion> doubt = launcher.doubt(status, stderr.text(), duration);
      TendhostException didNotRun =
          doubt.isPresent() ? ask(doubt.get()) : launcher.didNotRun(status, stderr.text());
      settle(status, duration, didNotRun);
    } else {
      settle(ended(true, status != null));
    }
  }

  /** Why the command did not run, or cannot be known to have run; null if it ran. */
  private @Nullable TendhostException ask(SudoQuestion question) {
    OutputCapture answer = new OutputCapture(ANSWER_BYTES, null);
    OutputCapture ignored = new OutputCapture(ANSWER_BYTES, null);
    try {
      run(pipes -> launcher.ask(question, pipes), answer, ignored);
    } catch (IOException | RuntimeException notAsked) {
      return failures.sudoOrCommand(question.refusal());
    }
    String said = answer.text().strip();
    if (said.equals(String.valueOf(SudoQuestion.RUNS))) {
      return null;
    }
    return said.equals(String.valueOf(SudoQuestion.REFUSES))
        ? failures.sudoRefused(question.refusal())
        : failures.sudoOrCommand(question.refusal());
  }

  /** What starts a process that writes to these pipes. */
  private interface Starter {
    Process start(Pipes pipes) throws IOException;
  }

  /** Runs a process to its end; blocks. Its exit status, null if it does not end. */
  private @Nullable Integer run(Starter starter, OutputCapture out, OutputCapture err)
      throws IOException {
    try (Pipes pipes = Pipes.of(supervisor.pipes())) {
      RunningProcess running = new RunningProcess(starter.start(pipes), pipes, supervisor);
      process = running;
      try {
        endIfAsked(running);
        Integer status = running.readToEnd(out, err);
        // What is being ended from outside is not over with its leader.
        endIfAsked(running);
        return status;
      } catch (Throwable thrown) {
        end(running);
        throw thrown;
      }
    }
  }

  /** The question to sudo comes after the command and is our own: no root is needed to end it. */
  private boolean end(RunningProcess running) {
    return running.end(privilege, command.asRoot() && !commandOver);
  }

  private void endIfAsked(RunningProcess running) {
    if (ending.get() != null) {
      end(running);
    }
  }

  private void settle(int status, Duration duration, @Nullable TendhostException didNotRun) {
    if (ending.get() != null) {
      settle(ended(true, true));
      return;
    }
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
    boolean gone = running == null || end(running);
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

  private TendhostException ended(boolean started, boolean processGone) {
    boolean gone = processGone || commandOver;
    if (ending.get() == Ending.CLOSED) {
      return started
          ? failures.closedWhileRunning(stderr.text(), gone)
          : failures.closedWhileWaiting();
    }
    return started ? failures.timedOut(stderr.text(), gone) : failures.timedOutWaiting();
  }
}
