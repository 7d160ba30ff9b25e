package dev.tendhost.core.job;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a {@link SnapshotUpgrade} leaves in its job's directory. A power cut may leave files
 * empty or cut off: the lists end with a line of their own, and one without it is damaged.
 */
final class SnapshotFiles {
  /** Ends a list of what is installed; no package's line is so short. */
  static final String END = ".";

  private static final int LIMIT = 16 << 20;

  private final HostCommands host;
  private final DetachedJobs jobs;
  private final String list;

  SnapshotFiles(HostCommands host, DetachedJobs jobs, String list) {
    this.host = host;
    this.jobs = jobs;
    this.list = list;
  }

  /**
   * All of it.
   *
   * @param plan what was to be done; null if the job did not come so far, or if it is damaged
   * @param before what was installed, by name; null if the job did not come so far, or if it is
   *     damaged
   * @param after what was installed afterwards; empty if the job did not come as far as {@code
   *     before}
   * @param output of the upgrade, both streams
   * @param damaged the names of the files that are there and cannot be read
   */
  record Evidence(
      @Nullable List<PackageChange> plan,
      @Nullable Map<String, String> before,
      Map<String, String> after,
      String output,
      List<String> damaged) {}

  /** The plan; empty if the job did not come so far or left a damaged one. */
  Future<Optional<List<PackageChange>>> plan(JobRef ref) {
    return file(ref, "plan", PlanFile::parse, new ArrayList<>());
  }

  Future<Evidence> read(JobRef ref) {
    List<String> damaged = new ArrayList<>();
    Future<Optional<List<PackageChange>>> plan = file(ref, "plan", PlanFile::parse, damaged);
    Future<Optional<Map<String, String>>> before =
        plan.compose(read -> file(ref, "before", SnapshotFiles::whole, damaged));
    Future<Map<String, String>> after =
        before.compose(
            read ->
                read.isEmpty() && damaged.isEmpty()
                    ? Future.succeededFuture(Map.of())
                    : after(ref));
    return after
        .compose(read -> file(ref, "out", lines -> String.join("\n", lines), damaged))
        .map(
            output ->
                new Evidence(
                    plan.result().orElse(null),
                    before.result().orElse(null),
                    after.result(),
                    output.orElse(""),
                    List.copyOf(damaged)));
  }

  /** As the job left it; as it is now if the job was killed, or its list is damaged. */
  private Future<Map<String, String>> after(JobRef ref) {
    Command now = Command.shell(Framed.script("{ " + list.strip() + "\n} || exit"));
    return file(ref, "after", SnapshotFiles::whole, new ArrayList<>())
        .compose(
            left ->
                left.map(Future::succeededFuture)
                    .orElseGet(() -> host.ask(now, output -> installed(Framed.lines(output)))));
  }

  private <T> Future<Optional<T>> file(
      JobRef ref, String name, Function<List<String>, T> parser, List<String> damaged) {
    return jobs.read(ref.jobId(), name, LIMIT)
        .map(
            text -> {
              try {
                return text.map(whole -> parser.apply(whole.lines().toList()));
              } catch (Garbled e) {
                damaged.add(name);
                return Optional.empty();
              }
            });
  }

  private static Map<String, String> whole(List<String> lines) {
    int last = lines.size() - 1;
    if (last < 0 || !lines.get(last).equals(END)) {
      throw Garbled.line("the end of a list", last < 0 ? "" : lines.get(last));
    }
    return installed(lines.subList(0, last));
  }

  private static Map<String, String> installed(List<String> lines) {
    Map<String, String> installed = new TreeMap<>();
    for (String line : lines) {
      String[] words = line.split(" ", -1);
      if (words.length != 2 || words[0].isEmpty() || words[1].isEmpty()) {
        throw Garbled.line("an installed package and its version", line);
      }
      installed.put(words[0], words[1]);
    }
    return installed;
  }
}
