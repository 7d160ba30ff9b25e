package dev.tendhost.core.job;

import static dev.tendhost.core.job.Replies.failing;
import static dev.tendhost.core.job.Replies.reply;
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
import org.junit.jupiter.api.Test;

/** What is made of refusals to start a job. */
class StartRepliesTest {
  private static final Duration BACKOFF = Duration.ofSeconds(30);

  private final ManualTimers timers = new ManualTimers();
  private final Deque<Function<Command, Future<CommandResult>>> answers = new ArrayDeque<>();
  private final ScriptedExecutor executor =
      new ScriptedExecutor().otherwise(command -> answers.remove().apply(command));
  private final DetachedJobs jobs =
      new DetachedJobs(Jobs.HOST, executor, JobOptions.defaults(), timers, JobScripts.SYSTEMD);

  @Test
  void aRefusalAfterAnAttemptThatWasNotAnsweredLeavesItOpen() {
    for (String refusal : List.of("another-command", "cannot-write x: No space left", "no-proc")) {
      answers.add(failing(FailureKind.CONNECTION_LOST));
      answers.add(reply("refused " + refusal));

      Future<Void> start = jobs.start(JobSpec.shell("j1", "true"));
      timers.advance(BACKOFF);

      var error = Jobs.failure(start);
      assertThat(error.kind()).as(refusal).isEqualTo(FailureKind.CONNECTION_LOST);
      assertThat(error.message()).contains("j1", "not known", "the test said so", "follow it");
    }
  }

  @Test
  void aRefusalIsBelievedWhereNothingCanHaveRunBefore() {
    answers.add(failing(FailureKind.UNREACHABLE));
    answers.add(reply("refused no-proc"));
    Future<Void> start = jobs.start(JobSpec.shell("j1", "true"));
    timers.advance(BACKOFF);
    assertThat(Jobs.failure(start).kind()).isEqualTo(FailureKind.UNSUPPORTED);

    for (String refusal : List.of("not-launched", "given-up")) {
      answers.add(failing(FailureKind.CONNECTION_LOST));
      answers.add(reply("refused " + refusal));
      Future<Void> late = jobs.start(JobSpec.shell("j1", "true"));
      timers.advance(BACKOFF);
      assertThat(Jobs.failure(late).kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    }
  }
}
