package dev.tendhost.exec;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.exec.internal.local.LocalRun;
import dev.tendhost.exec.internal.local.Privilege;
import dev.tendhost.exec.internal.local.Supervisor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs commands on the machine this JVM runs on, by the rules of {@link RemoteExecutor}. It needs
 * {@code sh}, {@code setsid} and {@code mkfifo} on the PATH and a writable {@code java.io.tmpdir}.
 *
 * <p><b>Sessions.</b> Every command leads a session and process group of its own. A time-out and
 * {@link #close} end that group: TERM, two seconds later KILL; the future completes when it has
 * ended. A command's normal end ends nothing else: what it left in the background lives on. If that
 * holds the command's output open, output is read for half a second more, and what it writes
 * afterwards is its own SIGPIPE.
 *
 * <p><b>Signals.</b> The JDK tells an exit status, and 137 may be an exit with 137 or SIGKILL. As
 * shells and their users do, this class takes 129 to 159 for signals 1 to 31: {@link
 * CommandResult#signal} is then set, also where a program chose that exit code itself.
 *
 * <p><b>Root.</b> If this JVM runs as root, {@link Command#asRoot} changes nothing. Otherwise the
 * command goes through {@code sudo -n}; a refusal of sudo is PRIVILEGE, no password is ever asked
 * for. Where a command that failed may have been refused, or have spoken like sudo itself, sudo is
 * asked which, without running it again; if it does not tell, that is PRIVILEGE too. sudo replaces
 * the environment by its own, in the locale C.UTF-8; {@link Command#environment} is added by {@code
 * env} behind sudo, so its values can be seen in the machine's process list and sudo's log. A
 * time-out ends such a command by {@code sudo -n sh}, and where sudoers does not allow that, the
 * error says that the command may still run.
 *
 * <p><b>Input.</b> {@link Command#stdin} of more than 4 KiB lies in a file of mode 0600 in {@code
 * java.io.tmpdir} until the command has opened it, a moment later.
 *
 * <p><b>Threads.</b> All local executors of a JVM share daemon threads that end when they have been
 * idle for five seconds, so an idle executor holds none. At most 512 commands run at a time in a
 * JVM; more wait in the order they came, and their wait counts to their time-out. Futures complete
 * and listeners are called on those threads.
 *
 * <p>Whoever created an executor closes it; those of a {@link #provider} are closed by the fleet.
 */
public final class LocalExecutor implements RemoteExecutor {
  private final ManagedHost host;
  private final Privilege privilege;
  private final Supervisor supervisor;
  private final Set<LocalRun> runs = new HashSet<>();
  private @Nullable Promise<Void> closing;

  LocalExecutor(ManagedHost host, Privilege privilege, Supervisor supervisor) {
    this.host = host;
    this.privilege = privilege;
    this.supervisor = supervisor;
  }

  /**
   * An executor for this machine.
   *
   * @param host what errors call it; its address, port and user are not used
   * @return a new executor, for the caller to close
   */
  public static LocalExecutor create(ManagedHost host) {
    return new LocalExecutor(host, Privilege.ofThisProcess(), Supervisor.shared());
  }

  /**
   * Makes an executor for this machine whatever the host; asks for no secret and tells of no
   * connection.
   *
   * @return a stateless provider, safe for any thread
   */
  public static RemoteExecutorProvider provider() {
    return (host, secrets, listener) -> create(host);
  }

  @Override
  public Future<CommandResult> run(Command command) {
    LocalRun run;
    synchronized (this) {
      if (closing != null) {
        return Future.failedFuture(LocalRun.refused(host, command));
      }
      run = LocalRun.begin(host, command, privilege, supervisor);
      runs.add(run);
    }
    return run.future().onComplete(ended -> forget(run));
  }

  /** There is no connection to drop: succeeds at once, and commands run on. */
  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    Promise<Void> closed = Promise.promise();
    List<Future<CommandResult>> ends = new ArrayList<>();
    List<LocalRun> running;
    synchronized (this) {
      if (closing != null) {
        return closing.future();
      }
      closing = closed;
      running = List.copyOf(runs);
    }
    for (LocalRun run : running) {
      ends.add(run.future());
      run.close();
    }
    Future.join(ends).onComplete(all -> closed.complete());
    return closed.future();
  }

  private synchronized void forget(LocalRun run) {
    runs.remove(run);
  }
}
