package dev.tendhost.core.tck;

import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays the part of a host towards {@link DetachedJobs} in a {@link ScriptedExecutor}: every job
 * that is started is at once in the same state, with the same files; nothing is run. A job that
 * nobody started is answered alike, so that an earlier one can be taken up again. Safe for any
 * thread.
 *
 * <pre>{@code
 * ScriptedJobs jobs = ScriptedJobs.exiting(0).withFile("out", "done\n");
 * executor.on(ScriptedJobs::isAboutJobs, jobs);
 * }</pre>
 *
 * <p>The job of a {@link dev.tendhost.core.job.SnapshotPackageManager} leaves a plan, what was
 * installed before and after it, and its output in the file {@code out}.
 */
public final class ScriptedJobs implements Function<Command, Future<CommandResult>> {
  private static final Pattern NONCE = Pattern.compile("(?m)^nonce='?([0-9a-zA-Z-]+)'?$");
  private static final Pattern FILES = Pattern.compile("(?m)^files='?([^'\n]*)'?$");

  /** A list without it was cut off. */
  private static final String LIST_END = ".\n";

  private final String state;
  private final String start;
  private final Map<String, String> files;
  private final List<String> started;

  private ScriptedJobs(
      String state, String start, Map<String, String> files, List<String> started) {
    this.state = state;
    this.start = start;
    this.files = files;
    this.started = started;
  }

  /**
   * Jobs that exit.
   *
   * @param exitCode with which code
   * @return their host
   */
  public static ScriptedJobs exiting(int exitCode) {
    return inState("exited " + exitCode);
  }

  /**
   * Jobs in any state.
   *
   * @param state as the host's script says it: {@code exited 3}, {@code killed}, {@code gone}
   * @return their host
   */
  public static ScriptedJobs inState(String state) {
    return new ScriptedJobs(state, "started", Map.of(), new CopyOnWriteArrayList<>());
  }

  /**
   * The same, where no job can be started.
   *
   * @param why as the host's script says it, such as {@code writable /var/lib}
   * @return a copy; both know what was to be started
   */
  public ScriptedJobs refusing(String why) {
    return new ScriptedJobs(state, "refused " + why, files, started);
  }

  /**
   * The same, with one more file that each job leaves.
   *
   * @param name its name, such as {@code out}
   * @param text what is in it
   * @return a copy; both know what was started
   */
  public ScriptedJobs withFile(String name, String text) {
    return withFiles(Map.of(name, text));
  }

  /**
   * The same, with more files that each job leaves.
   *
   * @param texts what is in them, by their names
   * @return a copy; both know what was started
   */
  public ScriptedJobs withFiles(Map<String, String> texts) {
    Map<String, String> more = new TreeMap<>(files);
    more.putAll(texts);
    return new ScriptedJobs(state, start, more, started);
  }

  /**
   * The same, with the plan that each job is to carry out.
   *
   * @param changes the plan
   * @return a copy; both know what was started
   */
  public ScriptedJobs withPlan(List<PackageChange> changes) {
    return withFile("plan", PlanFile.text(changes));
  }

  /**
   * The same, with what is installed before and after each job of a {@link
   * dev.tendhost.core.job.SnapshotPackageManager}.
   *
   * @param before a line {@code <name> <version>} for each package
   * @param after likewise
   * @return a copy; both know what was started
   */
  public ScriptedJobs withInstalled(String before, String after) {
    return withFile("before", before + LIST_END).withFile("after", after + LIST_END);
  }

  /**
   * Tells the commands by which jobs are started and watched from all others.
   *
   * @param command what was asked
   * @return whether it is one of them
   */
  public static boolean isAboutJobs(Command command) {
    return command.script() != null && command.script().contains("tendhost-job");
  }

  /**
   * Tells the commands by which jobs are started.
   *
   * @param command what was asked
   * @return whether it is one of them
   */
  public static boolean startsAJob(Command command) {
    return isAboutJobs(command) && command.stdin() != null;
  }

  /**
   * The scripts of the jobs that were started.
   *
   * @return in order
   */
  public List<String> started() {
    return List.copyOf(started);
  }

  @Override
  public Future<CommandResult> apply(Command command) {
    String mark = "tendhost-job " + find(NONCE, command) + " ";
    if (startsAJob(command)) {
      started.add(command.stdin());
      return answer(mark, List.of(start));
    }
    StringBuilder reply = new StringBuilder("state " + state);
    for (String file : find(FILES, command).split(" ")) {
      reply.append("\n").append(file.isEmpty() ? "" : data(file));
    }
    return answer(mark, reply.toString().lines().filter(line -> !line.isEmpty()).toList());
  }

  /** The news of a file, such as {@code out:120}. */
  private String data(String file) {
    String name = file.substring(0, file.indexOf(':'));
    int offset = Integer.parseInt(file.substring(file.indexOf(':') + 1));
    String text = files.get(name);
    if (text == null) {
      return "data " + name + " " + offset + " none";
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes, Math.min(offset, bytes.length), bytes.length);
    return "data " + name + " " + offset + " " + bytes.length + " " + hex;
  }

  private static Future<CommandResult> answer(String mark, List<String> lines) {
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> out.append(mark).append(line).append('\n'));
    return Future.succeededFuture(Answers.ok(out + mark + "end\n"));
  }

  private static String find(Pattern pattern, Command command) {
    Matcher matcher = pattern.matcher(command.script());
    return matcher.find() ? matcher.group(1) : "";
  }
}
