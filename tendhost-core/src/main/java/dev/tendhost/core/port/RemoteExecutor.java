package dev.tendhost.core.port;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * Runs commands on one host. The rules, each a test of the published contract:
 *
 * <ol>
 *   <li>A command that ran is a result, whatever its exit code. A command that could not be run, or
 *       whose end is not known, is a future failed with {@link
 *       dev.tendhost.core.error.TendhostException}; its error names the host and the command. A
 *       program that is not there is either: exit code 127, as shells have it, or COMMAND_FAILED.
 *   <li>Every future completes exactly once, at the latest soon after the command's time-out, then
 *       with TIMEOUT. What the command started is then ended, except what it put into a session of
 *       its own ({@code setsid}).
 *   <li>Words of {@link Command#argv} arrive at the program as they are. A {@link Command#script}
 *       is run by a POSIX {@code sh}, whatever the login shell is.
 *   <li>Without {@link Command#stdin} the command reads end-of-file; with it, exactly that.
 *   <li>Memory is bounded by {@link Command#outputLimit} for each stream, whatever the host sends;
 *       more is read, thrown away and told by the truncated flags.
 *   <li>Bytes that are not UTF-8 are replaced, and lose nothing around them.
 *   <li>{@link Command#asRoot} runs as root or fails with PRIVILEGE before anything ran.
 *   <li>No method blocks the caller, all may be called from any thread at any time. Futures
 *       complete and listeners are called on any thread.
 *   <li>{@link #disconnect} drops a cached connection; the next command opens a new one. Commands
 *       in flight fail with CONNECTION_LOST where their connection is gone.
 *   <li>{@link #close} ends what still runs, whose futures fail with CONNECTION_LOST, except jobs
 *       in a session of their own; later calls fail with UNREACHABLE; closing twice is no error.
 *       Whoever made the executor closes it. Both errors may carry the detail {@link #CLOSED}: then
 *       nobody tries again on it.
 * </ol>
 *
 * No argument may be null.
 */
public interface RemoteExecutor {
  /** A detail of errors, of any value: the executor is closed, and only a new one helps. */
  String CLOSED = "executor-closed";

  /**
   * Runs a command.
   *
   * @param command what to run
   * @return its result; failed if it could not be run or its end is not known
   */
  Future<CommandResult> run(Command command);

  /**
   * Runs a shell script with the default time-out.
   *
   * @param shell a script for the POSIX shell
   * @return as {@link #run(Command)}
   */
  default Future<CommandResult> run(String shell) {
    return run(Command.shell(shell));
  }

  /**
   * Runs a shell script.
   *
   * @param shell a script for the POSIX shell
   * @param timeout when to give up
   * @return as {@link #run(Command)}
   */
  default Future<CommandResult> runWithTimeout(String shell, Duration timeout) {
    return run(Command.shell(shell).withTimeout(timeout));
  }

  /**
   * Drops the cached connection, if there is one.
   *
   * @return completed when it is gone; never failed
   */
  Future<Void> disconnect();

  /**
   * Closes the executor for good.
   *
   * @return completed when nothing of it is left, for which a fleet waits four seconds; never
   *     failed
   */
  Future<Void> close();
}
