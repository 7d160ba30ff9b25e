package dev.tendhost.core.job;

import static dev.tendhost.core.job.Replies.data;
import static dev.tendhost.core.job.Replies.failing;
import static dev.tendhost.core.job.Replies.reply;
import static dev.tendhost.core.job.Replies.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.ScriptedExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is asked next, by what was answered. */
class FollowBacklogTest {
  private static final Duration BACKOFF = Duration.ofSeconds(30);

  private final ManualTimers timers = new ManualTimers();
  private final Deque<Function<Command, Future<CommandResult>>> answers = new ArrayDeque<>();
  private final ScriptedExecutor executor =
      new ScriptedExecutor().otherwise(command -> answers.remove().apply(command));
  private final DetachedJobs jobs =
      new DetachedJobs(Jobs.HOST, executor, JobOptions.defaults(), timers, JobScripts.SYSTEMD);
  private final Jobs.Heard heard = new Jobs.Heard();

  @Test
  void anUnknownJobIsGivenUpBeforeItIsTold() {
    answers.add(reply("state unknown hidden"));
    answers.add(failing(FailureKind.CONNECTION_LOST));
    answers.add(reply("state gone hidden"));

    JobWatch watch = jobs.follow("j1", heard);
    assertThat(watch.verdict().isComplete()).isFalse();
    timers.advance(BACKOFF);

    assertThat(Jobs.await(watch.verdict())).hasToString("UNKNOWN");
    assertThat(asked("seal")).containsExactly("no", "yes", "yes");
    assertThat(asked("rest")).containsExactly("0", "5", "5");
  }

  @Test
  void aRunningJobWhoseFilesAreHiddenIsFollowedOn() {
    answers.add(reply("state running", data(0, "one\ntw")));
    answers.add(reply("state running hidden"));
    answers.add(reply("state running", data(6, "o\n")));
    answers.add(reply("state gone hidden"));

    assertThat(Jobs.await(jobs.follow("j1", heard).verdict())).hasToString("UNKNOWN");
    assertThat(heard.lines).containsExactly("out:one", "out:two");
  }

  @Test
  void moreIsAskedForAsLongAsThereIsMoreAndTheLinkBearsIt() {
    String little = "x".repeat(Follow.CHUNK);
    answers.add(backlog(0, little));
    answers.add(backlog(1, little.repeat(4)));
    answers.add(failing(FailureKind.CONNECTION_LOST));
    answers.add(backlog(5, little));
    answers.add(backlog(6, little.repeat(4)));
    answers.add(backlog(10, little.repeat(4)));

    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(BACKOFF);

    assertThat(Jobs.await(watch.verdict()).ok()).isTrue();
    int bytes = Follow.CHUNK;
    assertThat(asked("chunk").stream().map(Integer::valueOf))
        .containsExactly(bytes, 4 * bytes, 16 * bytes, bytes, 4 * bytes, 4 * bytes);
    assertThat(asked("files")).contains("out:" + 5 * bytes, "out:" + 10 * bytes);
  }

  @Test
  void allFilesTogetherTakeNoMoreThanOne() {
    String little = "x".repeat(Follow.CHUNK);
    List<String> files = IntStream.range(0, 16).mapToObj(i -> "f" + i).toList();
    String[] lines = new String[17];
    lines[0] = "state running";
    for (int i = 0; i < 16; i++) {
      String first = data(0, little).replace("data out", "data f" + i);
      lines[i + 1] = first.replace(" 65536 ", " 9999999 ");
    }
    answers.add(reply(lines));
    answers.add(failing(FailureKind.HOST_KEY_CHANGED));

    jobs.follow("j1", files, heard);

    assertThat(asked("chunk")).containsExactly("65536", "65536");
    assertThat(executor.commands().get(1).outputLimit()).isLessThan(3 << 20);
  }

  @Test
  void blocksThatBeginTooEarlyAreReadFromWhereItWasAsked() {
    answers.add(reply("state running", "data out 0 6 b25lCndvbm90aGluZw== 0"));
    answers.add(reply("state running", "data out 6 10 b25lCndvbwp0aA== 7"));
    answers.add(reply("state running", "data out 6 10 b25lCndvbwp0aA== -1"));
    answers.add(reply("state running", "data out 6 10 b25lCndvbwp0aA 6="));
    answers.add(reply("state running", "data out 6 10 b25l!! 0"));
    answers.add(reply("state exited 0", "data out 6 10 b25lCndvbwp0aA== 6"));

    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(BACKOFF.multipliedBy(5));

    assertThat(Jobs.await(watch.verdict()).ok()).isTrue();
    assertThat(heard.lines).containsExactly("out:one", "out:woo", "out:th");
  }

  private List<String> asked(String name) {
    return executor.commands().stream().map(command -> value(command, name)).toList();
  }

  /** A piece of an ended job's output, of which there is a little more than 14 chunks. */
  private static Function<Command, Future<CommandResult>> backlog(int chunks, String text) {
    long offset = (long) chunks * Follow.CHUNK;
    String[] data = data(offset, text).split(" ", -1);
    data[3] = Long.toString(14L * Follow.CHUNK);
    return reply("state exited 0", String.join(" ", data));
  }
}
