package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads what a {@link SnapshotUpgrade} leaves in its job's directory. */
final class SnapshotFiles {
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
   * @param plan what was to be done; null if the job did not come so far
   * @param before what was installed, by name; null if the job did not come so far
   * @param after what was installed afterwards
   * @param output of the upgrade, both streams
   */
  record Evidence(
      @Nullable List<PackageChange> plan,
      @Nullable Map<String, String> before,
      Map<String, String> after,
      String output) {}

  /** The plan; empty if the job did not come so far. */
  Future<Optional<List<PackageChange>>> plan(JobRef ref) {
    return file(ref, "plan", PlanFile::parse);
  }

  Future<Evidence> read(JobRef ref) {
    Future<Optional<List<PackageChange>>> plan = plan(ref);
    Future<Optional<Map<String, String>>> before =
        plan.compose(read -> file(ref, "before", SnapshotFiles::installed));
    Future<Map<String, String>> after = before.compose(read -> after(ref));
    return after
        .compose(read -> file(ref, "out", lines -> String.join("\n", lines)))
        .map(
            output ->
                new Evidence(
                    plan.result().orElse(null),
                    before.result().orElse(null),
                    after.result(),
                    output.orElse("")));
  }

  /** As the job left it, or as it is now if the job was killed. */
  private Future<Map<String, String>> after(JobRef ref) {
    Command now = Command.shell(Framed.script("{ " + list.strip() + "\n} || exit"));
    return file(ref, "after", SnapshotFiles::installed)
        .compose(
            left ->
                left.map(Future::succeededFuture)
                    .orElseGet(() -> host.ask(now, output -> installed(Framed.lines(output)))));
  }

  private <T> Future<Optional<T>> file(JobRef ref, String name, Function<List<String>, T> parser) {
    return jobs.read(ref.jobId(), name, LIMIT)
        .map(
            text -> {
              try {
                return text.map(whole -> parser.apply(whole.lines().toList()));
              } catch (Garbled e) {
                throw new TendhostException(
                    FailureKind.UNPARSABLE_OUTPUT,
                    host.host().name(),
                    "the file " + name + " of job " + ref.jobId() + ": " + e.getMessage());
              }
            });
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
