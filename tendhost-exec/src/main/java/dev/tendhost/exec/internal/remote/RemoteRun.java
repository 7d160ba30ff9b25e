package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.exec.internal.CommandWords;
import dev.tendhost.exec.internal.Failures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One command on an open connection, from its channel to its result. Nothing here blocks a thread
 * of the connection, and the future never waits for anything without a bound.
 *
 * <p>Becoming root: whoever is root already runs the command plainly. Otherwise {@code sudo -n}
 * runs it, and only where that wants a password {@code sudo -k -S} runs a {@code sh} that is root,
 * which gets the command as its input; sudoers must then allow {@code sh}. The password goes out
 * when sudo asks for it and not before, once.
 */
public final class RemoteRun {
  private enum Ending {
    TIMEOUT,
    CLOSED
  }

  private final RunTarget target;
  private final Command command;
  private final boolean kill;
  private final RunEnding early;
  private final SudoSteps sudo;
  private final Failures failures;
  private final RemoteFailures remote;
  private final Output output;
  private final Promise<CommandResult> promise = Promise.promise();
  private final AtomicBoolean settled = new AtomicBoolean();
  private @Nullable Ending ending;
  private @Nullable RunAttempt attempt;
  private java.util.concurrent.@Nullable Future<?> timer;

  private RemoteRun(RunTarget target, Command command, boolean kill) {
    this.target = target;
    this.command = command;
    this.kill = kill;
    this.early = new RunEnding(target, command.asRoot(), this::settleEnding);
    this.failures = new Failures(target.host().name(), command);
    this.remote = new RemoteFailures(failures, target.user());
    this.output = new Output(command);
    this.sudo = new SudoSteps(this, target, command, failures, remote);
  }

  /**
   * Runs a command.
   *
   * @param left what is left of its time-out
   */
  public static RemoteRun begin(RunTarget target, Command command, Duration left) {
    return begin(target, command, left, false);
  }

  /** Runs what ends another command, and is not ended itself. */
  static Future<CommandResult> kill(RunTarget target, Command killer) {
    return begin(target, killer, GroupKill.PATIENCE, true).future();
  }

  private static RemoteRun begin(RunTarget target, Command command, Duration left, boolean kill) {
    RemoteRun run = new RemoteRun(target, command, kill);
    synchronized (run) {
      run.timer = target.threads().after(left, () -> run.end(Ending.TIMEOUT));
    }
    target.threads().workers().execute(run::start);
    return run;
  }

  /** Completes exactly once. */
  public Future<CommandResult> future() {
    return promise.future();
  }

  /** Ends the command because its executor is closed. Returns at once. */
  public void close() {
    target.threads().workers().execute(() -> end(Ending.CLOSED));
  }

  /** Gives up because the connection is gone. Returns at once. */
  public void lost(String why) {
    target
        .threads()
        .workers()
        .execute(
            () -> {
              RunAttempt current = attempt();
              boolean started = current != null && current.started();
              settle(started ? remote.lost(why, output.stderr()) : remote.lostBefore(why));
            });
  }

  private void start() {
    try {
      String tooLong = ArgumentLimit.broken(command);
      if (tooLong != null) {
        settle(failures.notStarted(tooLong, null));
      } else {
        attempt(Plan.of(command, target.becomeRoot()));
      }
    } catch (Throwable thrown) {
      settle(failures.unexpected(thrown));
    }
  }

  void attempt(Plan plan) {
    RunAttempt next = new RunAttempt(target, plan, output, this::ended);
    synchronized (this) {
      if (ending == null && !settled.get()) {
        attempt = next;
        next.start();
        return;
      }
    }
    SudoPassword password = plan.password();
    if (password != null) {
      password.wipe();
    }
  }

  /** What an attempt came to. */
  private void ended(RunAttempt over) {
    try {
      if (ending() == null) {
        judge(over);
      } else {
        early.heard(over);
      }
    } catch (Throwable thrown) {
      settle(failures.unexpected(thrown));
    }
  }

  private void judge(RunAttempt over) {
    if (sudo.judgeAnswer(over)) {
      return;
    }
    Throwable notOpened = over.notOpened();
    Integer status = over.status();
    if (notOpened != null) {
      boolean up = target.session().isOpen();
      settle(up ? remote.notOpened(notOpened) : remote.lostBefore(target.whyLost()));
    } else if (over.said() == Frame.STARTED_BY_SUDO && status != null) {
      sudo.judge(over, status);
    } else if (over.started()) {
      settleStarted(over);
    } else if (!target.session().isOpen()) {
      settle(remote.lostBefore(target.whyLost()));
    } else {
      settle(remote.notStarted(over, CommandWords.of(command).get(0)));
    }
  }

  /** What a command that ran came to. */
  void settleStarted(RunAttempt over) {
    over.release();
    output.finish(over.lostOutput());
    if (over.cutOff() || (over.status() == null && over.signal() == null)) {
      settle(remote.lost(target.whyLost(), output.stderr()));
      return;
    }
    if (!over.heardOnStderr()) {
      settle(remote.outputElsewhere());
      return;
    }
    CommandResult result = output.result(over.status(), over.signal(), over.duration());
    settle(() -> promise.complete(result));
  }

  private void end(Ending why) {
    RunAttempt current;
    synchronized (this) {
      if (ending != null || settled.get()) {
        return;
      }
      ending = why;
      current = attempt;
    }
    if (kill) {
      settleEnding(current);
    } else {
      early.begin(current);
    }
  }

  private void settleEnding(@Nullable RunAttempt current) {
    boolean closed = ending() == Ending.CLOSED;
    TendhostException between = sudo.ended(closed);
    if (between != null) {
      settle(between);
    } else if (current == null || current.endedBefore()) {
      boolean lost = current != null && !target.session().isOpen();
      TendhostException late =
          lost ? remote.lostBefore(target.whyLost()) : remote.timedOutBefore("");
      settle(closed && !lost ? failures.closedWhileWaiting() : late);
    } else if (closed) {
      settle(failures.closedWhileRunning(output.stderr(), current.hasExited()));
    } else {
      settle(failures.timedOut(output.stderr(), current.hasExited()));
    }
  }

  void settle(TendhostException failure) {
    settle(() -> promise.fail(failure));
  }

  private void settle(Runnable completion) {
    if (!settled.compareAndSet(false, true)) {
      return;
    }
    java.util.concurrent.Future<?> armed;
    RunAttempt last;
    synchronized (this) {
      armed = timer;
      last = attempt;
    }
    if (armed != null) {
      armed.cancel(false);
    }
    if (last != null) {
      last.abandon();
    }
    output.mute();
    completion.run();
  }

  private synchronized @Nullable RunAttempt attempt() {
    return attempt;
  }

  private synchronized @Nullable Ending ending() {
    return ending;
  }
}
