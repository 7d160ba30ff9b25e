package dev.tendhost.core.job;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ShellWords;
import java.util.List;
import java.util.Map;

/**
 * What a job is to do. It runs with the job's directory for its working directory, end-of-file for
 * standard input, a umask of 022, and both output streams appended to the file {@code out}; {@code
 * PATH} holds the directories of system programs. It may write more files beside, such as evidence
 * to judge by later; the names {@code cmd}, {@code run}, {@code out}, {@code rc} and those that
 * begin with a dot are taken, and the directory must stay closed to others' writing. {@link
 * #toString} is safe to log.
 *
 * @param id names the job, on its host for good: {@code [A-Za-z0-9][A-Za-z0-9_.-]{0,99}}
 * @param script a script for a POSIX {@code sh}
 * @param environment variables set for the script; they are kept in the job's directory, which only
 *     its owner can read, and stand in no list of processes
 */
public record JobSpec(String id, String script, Map<String, String> environment) {
  /**
   * Checks that the job can be started.
   *
   * @throws IllegalArgumentException if the id or a variable's name is malformed, the script is
   *     blank, or there is a NUL character
   */
  public JobSpec {
    JobNames.requireId(id);
    if (script.isBlank()) {
      throw new IllegalArgumentException("a job needs a script");
    }
    environment = Command.shell(script).withEnvironment(environment).environment();
  }

  /**
   * A job that runs a script.
   *
   * @param id names the job
   * @param script a script for a POSIX {@code sh}
   * @return the job
   */
  public static JobSpec shell(String id, String script) {
    return new JobSpec(id, script, Map.of());
  }

  /**
   * A job that runs a program.
   *
   * @param id names the job
   * @param argv the program and its arguments, each passed as it is
   * @return the job
   */
  public static JobSpec of(String id, List<String> argv) {
    return shell(id, ShellWords.join(argv));
  }

  /**
   * The same with these variables instead.
   *
   * @param values names and values
   * @return a copy
   */
  public JobSpec withEnvironment(Map<String, String> values) {
    return new JobSpec(id, script, values);
  }

  /** The job as it is kept on the host. */
  String text() {
    StringBuilder text = new StringBuilder();
    environment.forEach(
        (name, value) ->
            text.append("export ")
                .append(name)
                .append('=')
                .append(ShellWords.quote(value))
                .append('\n'));
    return text.append(script).append('\n').toString();
  }

  @Override
  public String toString() {
    String command = Command.shell(script).withEnvironment(environment).display();
    return "JobSpec[" + id + ": " + command + "]";
  }
}
