package dev.tendhost.core.job;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ShellWords;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The commands that tendhost runs on a host to deal with jobs. Their text lies beside this class in
 * {@code *.sh}, one script a command, for everybody to read.
 */
final class JobScripts {
  /** A directory that is there exactly where systemd runs the machine, see sd_booted(3). */
  static final String SYSTEMD = "/run/systemd/system";

  /** How many directories one clean removes at most. */
  static final int CLEANED_AT_ONCE = 100;

  private static final Duration MARGIN = Duration.ofSeconds(30);
  private static final String COMMON = resource("common.sh");
  private static final String RUNNER = resource("run.sh");
  private static final String START = resource("start.sh");
  private static final String LOOK = resource("look.sh");
  private static final String CLEAN = resource("clean.sh");

  private final JobOptions options;
  private final String systemd;

  JobScripts(JobOptions options, String systemd) {
    this.options = options;
    this.systemd = systemd;
  }

  /** The job's text goes over standard input, so that it stands in no list of processes. */
  Command start(String nonce, JobSpec job) {
    // Only root may ask the machine's systemd for a unit.
    String asked = options.asRoot() ? systemd : "";
    Map<String, String> set = Map.of("id", job.id(), "systemd", asked, "runner", RUNNER);
    return command("start the job " + job.id(), nonce, set, START)
        .withStdin(job.text() + "end")
        .withTimeout(MARGIN.multipliedBy(4));
  }

  Command look(String nonce, String id, Question question) {
    Map<String, String> set = new TreeMap<>();
    set.put("id", id);
    set.put("rest", Integer.toString(question.rest()));
    set.put("wait", Integer.toString(question.patience()));
    set.put("chunk", Integer.toString(question.chunk()));
    set.put("seal", question.seal() ? "yes" : "no");
    set.put("files", String.join(" ", question.files()));
    int hex = question.files().size() * (2 * question.chunk() + 1024);
    return command("look at the job " + id, nonce, set, LOOK)
        .withOutputLimit(hex + (1 << 16))
        .withTimeout(MARGIN.plusSeconds(question.rest() + question.patience()));
  }

  Command clean(String nonce, Duration olderThan) {
    Map<String, String> set =
        Map.of(
            "minutes", Long.toString(olderThan.plusSeconds(59).toMinutes()),
            "days", Long.toString(olderThan.plusDays(1).minusNanos(1).toDays()),
            "most", Integer.toString(CLEANED_AT_ONCE));
    return command("remove old jobs", nonce, set, CLEAN);
  }

  private Command command(String title, String nonce, Map<String, String> set, String script) {
    StringBuilder text = new StringBuilder();
    Map<String, String> all = new TreeMap<>(set);
    all.put("nonce", nonce);
    all.put("base", options.directory());
    all.forEach(
        (name, value) ->
            text.append(name).append('=').append(ShellWords.quote(value)).append('\n'));
    return Command.shell(text + COMMON + script)
        .withAsRoot(options.asRoot())
        .withTitle("script: " + title);
  }

  private static String resource(String name) {
    try (InputStream in = JobScripts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the jar: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What to look at.
   *
   * @param rest seconds to wait before the files are looked at
   * @param patience seconds to wait for news at most
   * @param chunk bytes of a file at most
   * @param seal whether a job that was not started must never be
   * @param files words like {@code out:120}, a file and where to read on
   */
  record Question(int rest, int patience, int chunk, boolean seal, List<String> files) {
    /** Bytes of a file that the slowest link bears within the time of a look. */
    static final int LITTLE = 64 << 10;

    static Question now() {
      return new Question(0, 0, 1, false, List.of());
    }

    /** The same for a link that did not bear it: no more than a little of each file. */
    Question modest() {
      return new Question(rest, patience, Math.min(chunk, LITTLE), seal, files);
    }
  }
}
