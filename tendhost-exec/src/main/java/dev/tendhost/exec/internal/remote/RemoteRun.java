package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.SudoRefusal;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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

  /** Longer than sudo takes to refuse, and shorter than it remembers a password. */
  private static final Duration REFUSAL = Duration.ofMinutes(1);

  private final RunTarget target;
  private final Command command;
  private final boolean kill;
  private final Killing killing;
  private final Failures failures;
  private final RemoteFailures remote;
  private final Output output;
  private final Promise<CommandResult> promise = Promise.promise();
  private final AtomicBoolean settled = new AtomicBoolean();
  private @Nullable Ending ending;
  private @Nullable RunAttempt attempt;
  private @Nullable Doubt doubt;
  private boolean attemptEnded;
  private boolean killed;
  private java.util.concurrent.@Nullable Future<?> timer;

  /** An attempt after which it is open whether sudo refused or the command spoke so. */
  private record Doubt(RunAttempt attempt, String refusal) {}

  private RemoteRun(RunTarget target, Command command, boolean kill) {
    this.target = target;
    this.command = command;
    this.kill = kill;
    this.killing = new Killing(target, command.asRoot());
    this.failures = new Failures(target.host().name(), command);
    this.remote = new RemoteFailures(failures, target.user());
    this.output = new Output(command);
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

  private void attempt(Plan plan) {
    RunAttempt next = new RunAttempt(target, plan, output, this::ended);
    synchronized (this) {
      if (ending == null && !settled.get()) {
        attempt = next;
        attemptEnded = false;
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
      synchronized (this) {
        attemptEnded = true;
        if (ending != null) {
          if (killed) {
            settleEnding(over);
          }
          return;
        }
      }
      judge(over);
    } catch (Throwable thrown) {
      settle(failures.unexpected(thrown));
    }
  }

  private void judge(RunAttempt over) {
    Doubt open = noDoubt();
    Throwable notOpened = over.notOpened();
    Integer status = over.status();
    if (open != null) {
      judgeDoubt(open, over.said());
    } else if (notOpened != null) {
      boolean up = target.session().isOpen();
      settle(up ? remote.notOpened(notOpened) : remote.lostBefore(target.whyLost()));
    } else if (over.said() == Frame.STARTED_BY_SUDO && status != null) {
      judgeSudo(over, status);
    } else if (over.started()) {
      settleStarted(over);
    } else if (!target.session().isOpen()) {
      settle(remote.lostBefore(target.whyLost()));
    } else {
      settle(remote.notStarted(over, Script.words(command).get(0)));
    }
  }

  private void judgeSudo(RunAttempt over, int status) {
    String said = over.sudoSaid();
    String program = Script.sudoProgram(command);
    Optional<String> refusal = SudoRefusal.of(status, said);
    if (refusal.isPresent() && over.duration().compareTo(REFUSAL) < 0) {
      synchronized (this) {
        doubt = new Doubt(over, refusal.get());
      }
      attempt(Plan.whetherRefused(command, refusal.get()));
    } else if (SudoRefusal.notFound(status, said, program)) {
      settle(failures.programMissing(program));
    } else {
      settleStarted(over);
    }
  }

  /** A command that may have run is not run again, whatever it said. */
  private void judgeDoubt(Doubt open, char answer) {
    String refusal = open.refusal();
    if (answer == Frame.RUNS) {
      settleStarted(open.attempt());
    } else if (answer == Frame.REFUSES && SudoRefusal.wantsPassword(refusal)) {
      askForPassword();
    } else if (answer == Frame.REFUSES) {
      settle(failures.sudoRefused(refusal));
    } else if (!target.session().isOpen()) {
      settle(remote.lost(target.whyLost(), refusal));
    } else {
      settle(remote.sudoOrCommand(refusal));
    }
  }

  private void askForPassword() {
    SudoPassword.find(target, remote)
        .onComplete(
            found -> {
              if (found.succeeded()) {
                attempt(Plan.withPassword(command, found.result()));
              } else if (found.cause() instanceof TendhostException failure) {
                settle(failure);
              } else {
                settle(failures.unexpected(found.cause()));
              }
            });
  }

  private void settleStarted(RunAttempt over) {
    over.release();
    output.finish(over.lostOutput());
    if (over.cutOff() || (over.status() == null && over.signal() == null)) {
      settle(remote.lost(target.whyLost(), output.stderr()));
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
    if (current == null || kill || current.hasExited()) {
      settleEnding(current);
    } else {
      // What has not begun cannot any more when nobody reads it. Its first word may be on the way.
      if (!current.begun()) {
        current.signal("KILL");
        current.abandon();
      }
      BooleanSupplier heard = () -> current.begun() || current.endedBefore();
      target.threads().when(heard, Killing.UNWIND, () -> end(current));
    }
  }

  private void end(RunAttempt current) {
    if (!current.begun() || current.hasExited()) {
      settleEnding(current);
      return;
    }
    killing.end(
        current,
        patience -> {
          boolean over;
          synchronized (this) {
            killed = true;
            over = attemptEnded;
          }
          if (over) {
            settleEnding(current);
          } else {
            target.threads().later(patience, () -> settleEnding(current));
          }
        });
  }

  private void settleEnding(@Nullable RunAttempt current) {
    boolean closed = ending() == Ending.CLOSED;
    Doubt open = noDoubt();
    if (open != null) {
      String said = open.refusal();
      settle(closed ? failures.closedWhileRunning(said, true) : failures.timedOut(said, true));
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

  private void settle(TendhostException failure) {
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

  /** Gives back what was open, which is settled from here on. */
  private synchronized @Nullable Doubt noDoubt() {
    Doubt open = doubt;
    doubt = null;
    return open;
  }

  private synchronized @Nullable Ending ending() {
    return ending;
  }
}
