package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.CommandWords;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.SudoQuestion;
import dev.tendhost.exec.internal.SudoRefusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What comes after {@code sudo -n}: if it may have refused, it is asked whether it did, as commands
 * may say the same; if it wants a password, the secret source is asked. A command that may have run
 * is not run again, whatever it said.
 */
final class SudoSteps {
  private final RemoteRun run;
  private final RunTarget target;
  private final Command command;
  private final Failures failures;
  private final RemoteFailures remote;
  private @Nullable Doubt doubt;
  private boolean asking;

  SudoSteps(
      RemoteRun run, RunTarget target, Command command, Failures failures, RemoteFailures remote) {
    this.run = run;
    this.target = target;
    this.command = command;
    this.failures = failures;
    this.remote = remote;
  }

  /** An attempt after which it is open whether sudo refused or the command spoke so. */
  private record Doubt(RunAttempt attempt, SudoQuestion question) {}

  /** Takes the next step after {@code sudo -n} has ended. */
  void judge(RunAttempt over, int status) {
    String said = over.sudoSaid();
    String program = CommandWords.behindSudo(command).get(0);
    Optional<SudoQuestion> question = SudoQuestion.after(status, said, over.duration());
    if (question.isPresent()) {
      synchronized (this) {
        doubt = new Doubt(over, question.get());
      }
      run.attempt(Plan.ask(command, question.get()));
    } else if (SudoRefusal.notFound(status, said, program)) {
      run.settle(failures.programMissing(program));
    } else {
      run.settleStarted(over);
    }
  }

  /** Takes the next step if an attempt was the question to sudo; false if it was not. */
  boolean judgeAnswer(RunAttempt over) {
    Doubt open;
    synchronized (this) {
      open = doubt;
      doubt = null;
    }
    if (open == null) {
      return false;
    }
    String refusal = open.question().refusal();
    char answer = over.said();
    if (answer == Frame.RUNS) {
      run.settleStarted(open.attempt());
    } else if (answer == Frame.REFUSES && open.question().wantsPassword()) {
      askForPassword();
    } else if (answer == Frame.REFUSES) {
      run.settle(failures.sudoRefused(refusal));
    } else if (!target.session().isOpen()) {
      run.settle(remote.lost(target.whyLost(), refusal));
    } else {
      run.settle(failures.sudoOrCommand(refusal));
    }
    return true;
  }

  /** The error of a run that is ended between two attempts; null if it is not there. */
  synchronized @Nullable TendhostException ended(boolean closed) {
    if (doubt != null) {
      String said = doubt.question().refusal();
      return closed ? failures.closedWhileRunning(said, true) : failures.timedOut(said, true);
    }
    if (asking) {
      return closed ? failures.closedWhileWaiting() : remote.passwordTooLate();
    }
    return null;
  }

  private void askForPassword() {
    asking(true);
    SudoPassword.find(target, remote)
        .onComplete(
            found -> {
              asking(false);
              if (found.succeeded()) {
                run.attempt(Plan.withPassword(command, found.result()));
              } else if (found.cause() instanceof TendhostException failure) {
                run.settle(failure);
              } else {
                run.settle(failures.unexpected(found.cause()));
              }
            });
  }

  private synchronized void asking(boolean now) {
    asking = now;
  }
}
