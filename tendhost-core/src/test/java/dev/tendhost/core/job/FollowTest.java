package dev.tendhost.core.job;

import static dev.tendhost.core.job.Replies.data;
import static dev.tendhost.core.job.Replies.failing;
import static dev.tendhost.core.job.Replies.reply;
import static dev.tendhost.core.job.Replies.result;
import static dev.tendhost.core.job.Replies.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.ScriptedExecutor;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** How a job is watched, with a host and a clock of the test's own. */
class FollowTest {
  private static final Duration BACKOFF = Duration.ofSeconds(30);

  private final ManualTimers timers = new ManualTimers();
  private final Deque<Function<Command, Future<CommandResult>>> answers = new ArrayDeque<>();
  private final ScriptedExecutor executor =
      new ScriptedExecutor().otherwise(command -> answers.remove().apply(command));
  private final DetachedJobs jobs =
      new DetachedJobs(
          Jobs.HOST,
          executor,
          JobOptions.defaults().withDeadline(Duration.ofHours(1)),
          timers,
          JobScripts.SYSTEMD);
  private final Jobs.Heard heard = new Jobs.Heard();

  @Test
  void onAClosedExecutorNothingIsAskedAgain() {
    for (FailureKind kind : List.of(FailureKind.CONNECTION_LOST, FailureKind.UNREACHABLE)) {
      FleetError closed =
          new FleetError(kind, null, "closed", null, Map.of(RemoteExecutor.CLOSED, "true"));
      answers.add(command -> Future.failedFuture(new TendhostException(closed)));

      JobWatch watch = jobs.follow("j1", heard);

      assertThat(watch.verdict().isComplete()).as("without any time passing").isTrue();
      assertThat(TendhostException.errorOf(watch.verdict().cause(), null))
          .returns(kind, FleetError::kind)
          .returns(true, error -> error.details().containsKey(RemoteExecutor.CLOSED));
      assertThat(timers.waiting()).as("timers left").isZero();
    }
  }

  @Test
  void bytesAreAskedForAgainUntilTheyArrived() {
    answers.add(reply("state running", data(0, "one\ntw")));
    answers.add(failing(FailureKind.CONNECTION_LOST));
    answers.add(failing(FailureKind.UNREACHABLE));
    answers.add(reply("state exited 0", data(6, "o\n")));

    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(BACKOFF);
    timers.advance(BACKOFF);

    assertThat(Jobs.await(watch.verdict()).ok()).isTrue();
    assertThat(heard.lines).containsExactly("out:one", "out:two");
    assertThat(asked("files")).containsExactly("out:0", "out:6", "out:6", "out:6");
    assertThat(timers.waiting()).as("timers left").isZero();
  }

  @Test
  void theWaitBetweenAttemptsDoublesUpToThirtySeconds() {
    for (int i = 0; i < 100; i++) {
      answers.add(failing(FailureKind.UNREACHABLE));
    }
    jobs.follow("j1", heard);
    assertThat(executor.commands()).hasSize(1);

    timers.advance(Duration.ofSeconds(1));
    assertThat(executor.commands()).hasSize(2);
    timers.advance(Duration.ofSeconds(30));
    assertThat(executor.commands()).hasSizeBetween(6, 7);
    timers.advance(Duration.ofMinutes(10));
    assertThat(executor.commands()).hasSizeBetween(25, 48);
  }

  @Test
  void theDeadlineEndsTheWatchingAndSaysHowToGoOn() {
    for (int i = 0; i < 1000; i++) {
      answers.add(failing(FailureKind.UNREACHABLE));
    }
    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(Duration.ofHours(1).minusMillis(1));
    assertThat(watch.verdict().isComplete()).isFalse();

    timers.advance(Duration.ofMillis(1));

    var error = Jobs.failure(watch.verdict());
    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.host()).isEqualTo(Jobs.HOST);
    assertThat(error.message()).contains("j1", "3600 s", "goes on", "follow it again");
    assertThat(timers.waiting()).as("timers left").isZero();
  }

  @Test
  void nothingIsToldAfterTheWatchingWasStopped() {
    Promise<CommandResult> late = Promise.promise();
    answers.add(command -> late.future());
    JobWatch watch = jobs.follow("j1", heard);

    watch.stop();
    late.complete(result(executor.commands().get(0), "state exited 0", data(0, "one\n")));

    assertThat(Jobs.failure(watch.verdict()).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(heard.lines).isEmpty();
    assertThat(executor.commands()).hasSize(1);
    assertThat(timers.waiting()).as("timers left").isZero();
  }

  @Test
  void aListenerMayStopTheWatchingAndThrow() {
    answers.add(reply("state running", data(0, "one\ntwo\nthree\n")));
    JobWatch[] watch = new JobWatch[1];
    Promise<CommandResult> first = Promise.promise();
    answers.addFirst(command -> first.future());
    JobListener stopping =
        (file, line) -> {
          heard.line(file, line);
          if (line.equals("two")) {
            watch[0].stop();
          }
          throw new IllegalStateException("the listener's fault");
        };
    watch[0] = jobs.follow("j1", stopping);
    first.complete(result(executor.commands().get(0), "state running", data(0, "")));

    assertThat(Jobs.failure(watch[0].verdict()).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(heard.lines).containsExactly("out:one", "out:two");
  }

  @Test
  void aChangedHostKeyEndsItAtOnce() {
    answers.add(reply("state running", data(0, "")));
    answers.add(failing(FailureKind.HOST_KEY_CHANGED));

    assertThat(Jobs.failure(jobs.follow("j1", heard).verdict()).kind())
        .isEqualTo(FailureKind.HOST_KEY_CHANGED);
  }

  @Test
  void aRefusedLoginIsFinalOnlyFromAHostThatNeverAnswered() {
    answers.add(failing(FailureKind.AUTHENTICATION));
    assertThat(Jobs.failure(jobs.follow("j1", heard).verdict()).kind())
        .isEqualTo(FailureKind.AUTHENTICATION);

    answers.add(reply("state running", data(0, "")));
    for (int i = 0; i < 9; i++) {
      answers.add(failing(FailureKind.AUTHENTICATION));
    }
    answers.add(failing(FailureKind.UNREACHABLE));
    answers.add(reply("state running", data(0, "")));
    for (int i = 0; i < 11; i++) {
      answers.add(failing(FailureKind.PRIVILEGE));
    }
    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(BACKOFF.multipliedBy(19));
    assertThat(watch.verdict().isComplete()).isFalse();
    timers.advance(BACKOFF.multipliedBy(2));
    assertThat(Jobs.failure(watch.verdict()).kind()).isEqualTo(FailureKind.PRIVILEGE);
    assertThat(answers).isEmpty();
  }

  @Test
  void aReplyThatIsNotWholeIsNoNews() {
    answers.add(reply("state running", data(0, "one\n")));
    answers.add(changed(result -> Answers.withStdout(result, "", false)));
    answers.add(changed(result -> Answers.withStdout(result, result.stdout(), true)));
    answers.add(changed(result -> Answers.withStdout(result, cut(result.stdout(), 9), false)));
    answers.add(reply("state exited 0"));
    answers.add(reply("state exited 0", "data out 4 9 6f"));
    answers.add(reply("state exited 0", data(0, "one\n")));
    answers.add(reply("state exited", data(4, "")));
    answers.add(reply("state odd", data(4, "")));
    answers.add(reply("state exited 0", data(4, "two\n")));

    JobWatch watch = jobs.follow("j1", heard);
    timers.advance(BACKOFF.multipliedBy(8));

    assertThat(Jobs.await(watch.verdict()).ok()).isTrue();
    assertThat(heard.lines).containsExactly("out:one", "out:two");
  }

  @Test
  void noiseOfTheHostIsNotTakenForAReply() {
    answers.add(
        command -> {
          CommandResult result = result(command, "state exited 0", data(0, "one\n"));
          String noise = "Welcome!\ntendhost-job 0 state exited 1\nno newline";
          return Future.succeededFuture(
              Answers.withStdout(result, noise + result.stdout() + "bye\n", false));
        });

    assertThat(Jobs.await(jobs.follow("j1", heard).verdict()).ok()).isTrue();
    assertThat(heard.lines).containsExactly("out:one");
  }

  @Test
  void anExecutorThatNeverAnswersIsAskedAgain() {
    answers.add(Answers.never());
    answers.add(reply("state exited 0", data(0, "")));
    JobWatch watch = jobs.follow("j1", heard);

    timers.advance(Duration.ofMinutes(2));

    assertThat(Jobs.await(watch.verdict()).ok()).isTrue();
  }

  @Test
  void anExecutorThatThrowsFailsTheWatching() {
    answers.add(
        command -> {
          throw new IllegalStateException("broken executor");
        });

    var error = Jobs.failure(jobs.follow("j1", heard).verdict());
    assertThat(error.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(error.host()).isEqualTo(Jobs.HOST);
    assertThat(error.message()).contains("broken executor");
  }

  @Test
  void manyLooksAnsweredAtOnceNeedNoDeepStack() {
    AtomicInteger looks = new AtomicInteger();
    ScriptedExecutor quick =
        new ScriptedExecutor()
            .otherwise(
                command ->
                    Future.succeededFuture(
                        result(
                            command,
                            looks.incrementAndGet() < 20_000 ? "state running" : "state exited 0",
                            data(0, ""))));
    DetachedJobs many =
        new DetachedJobs(Jobs.HOST, quick, JobOptions.defaults(), timers, JobScripts.SYSTEMD);

    assertThat(Jobs.await(many.follow("j1", heard).verdict()).ok()).isTrue();
    assertThat(timers.waiting()).as("timers left").isZero();
  }

  @Test
  void aStartThatIsNotAnsweredSaysSo() {
    for (int i = 0; i < 100; i++) {
      answers.add(failing(FailureKind.CONNECTION_LOST));
    }
    Future<Void> start = jobs.start(JobSpec.shell("j1", "true"));
    timers.advance(Duration.ofMinutes(5));

    var error = Jobs.failure(start);
    assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(error.message()).contains("could not start job j1 within 300 s", "the test said so");
    assertThat(timers.waiting()).as("timers left").isZero();
  }

  @Test
  void commandsRunAsRootAndHideTheJob() {
    answers.add(reply("started"));
    Jobs.await(
        jobs.start(JobSpec.shell("j1", "secret-word").withEnvironment(Map.of("A", "password"))));

    Command command = executor.commands().get(0);
    assertThat(command.asRoot()).isTrue();
    assertThat(command.toString()).doesNotContain("secret-word", "password");
    assertThat(command.stdin()).isEqualTo("export A=password\nsecret-word\nend");
  }

  private List<String> asked(String name) {
    return executor.commands().stream().map(command -> value(command, name)).toList();
  }

  /** A good reply, spoiled. */
  private static Function<Command, Future<CommandResult>> changed(
      Function<CommandResult, CommandResult> change) {
    return command ->
        Future.succeededFuture(change.apply(result(command, "state exited 0", data(4, "two\n"))));
  }

  private static String cut(String text, int characters) {
    return text.substring(0, text.length() - characters);
  }
}
