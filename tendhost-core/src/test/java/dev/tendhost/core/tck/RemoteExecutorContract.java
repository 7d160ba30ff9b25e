package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link RemoteExecutor}, by their numbers. Extend it to test an executor: the host
 * behind it is a Linux with {@code sh}, {@code setsid} and the usual small tools, and a writable
 * {@code /tmp}. Nothing is changed on it but files in directories of {@code mktemp -d}.
 */
public abstract class RemoteExecutorContract extends RemoteOutputRules {
  @Test
  void rule1_a_command_that_ran_is_a_result_whatever_its_exit_code() {
    CommandResult result = await(executor().run("echo out; echo err >&2; exit 3"));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.signal()).isNull();
    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
    assertThat(result.duration()).isPositive();
  }

  @Test
  void rule1_an_end_by_a_signal_is_a_result_that_names_it() {
    CommandResult result = await(executor().run("kill -s KILL $$"));

    assertThat(result.signal()).isEqualTo("KILL");
    assertThat(result.exitCode()).isNull();
  }

  @Test
  void rule1_a_command_that_cannot_be_run_fails_and_names_host_and_command() {
    FleetError error = errorOf(executor().run(Command.of("/nonexistent/tendhost program", "x")));

    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.host()).isNotNull();
    assertThat(error.command()).contains("/nonexistent/tendhost program");
    assertThat(error.message()).contains("/nonexistent/tendhost program");
  }

  @Test
  void rule2_a_timeout_fails_the_future_and_ends_what_the_command_started() {
    RemoteExecutor executor = executor();
    String dir = directory(executor);
    String script =
        "cd %s; sh -c 'echo $$ >child; trap \"\" TERM; while :; do sleep 1; done' & echo $$ >self; wait"
            .formatted(dir);

    FleetError error = errorOf(executor.runWithTimeout(script, SHORT));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.host()).isNotNull();
    assertThat(error.command()).contains("trap");
    assertThat(alive(executor, dir + "/self")).isFalse();
    assertThat(alive(executor, dir + "/child")).isFalse();
    remove(executor, dir);
  }

  @Test
  void rule2_a_timeout_spares_a_session_of_its_own() {
    RemoteExecutor executor = executor();
    String dir = directory(executor);

    FleetError error =
        errorOf(executor.runWithTimeout(detach(dir) + "; sleep 60", Duration.ofSeconds(4)));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(alive(executor, dir + "/job")).isTrue();
    endJob(executor, dir);
  }

  @Test
  void rule2_a_background_process_that_holds_the_output_does_not_hold_the_future() {
    RemoteExecutor executor = executor();
    String dir = directory(executor);

    CommandResult result = await(executor.run("sleep 60 & echo $! >" + dir + "/job; echo kept"));

    assertThat(result.ok()).isTrue();
    assertThat(result.stdout()).isEqualTo("kept\n");
    endJob(executor, dir);
  }

  @Test
  void rule3_words_arrive_as_they_are() {
    List<String> words =
        List.of(
            "",
            " ",
            "a b",
            "'",
            "\"",
            "\\",
            "$HOME",
            "`id`",
            "*",
            "two\nlines\n",
            "grüße 🐧",
            "-n",
            "--",
            "a=b",
            "!",
            "#x",
            "~",
            ";",
            "|",
            "&",
            "\t",
            "x".repeat(100_000));
    List<String> argv = new ArrayList<>(List.of("printf", "[%s]"));
    argv.addAll(words);

    CommandResult result = await(executor().run(Command.of(argv)));

    assertThat(result.stdout()).isEqualTo("[" + String.join("][", words) + "]");
  }

  @Test
  void rule3_a_script_is_run_by_a_posix_shell() {
    String script = "x=1; f() { echo \"f $1 $x\"; }; for i in a b; do f $i; done | tr a-z A-Z";

    assertThat(await(executor().run(script)).stdout()).isEqualTo("F A 1\nF B 1\n");
  }

  @Test
  void rule3_a_variable_arrives_as_it_is() {
    String value = "it's \"$HOME\"\n\\ grüße \n";
    Command command =
        Command.shell("printf '[%s]' \"$TENDHOST_X\"").withEnvironment(Map.of("TENDHOST_X", value));

    assertThat(await(executor().run(command)).stdout()).isEqualTo("[" + value + "]");
  }

  @Test
  void rule4_without_stdin_the_command_reads_the_end_at_once() {
    assertThat(await(executor().run("cat; echo over")).stdout()).isEqualTo("over\n");
  }

  @Test
  void rule4_with_stdin_it_reads_exactly_that() {
    String text = "grüße\0 no newline at the end, ".repeat(3000) + "é";

    CommandResult small = await(executor().run(Command.of("cat").withStdin("a\n\nb")));
    CommandResult empty = await(executor().run(Command.of("cat").withStdin("")));
    CommandResult large = await(executor().run(Command.of("cat").withStdin(text)));

    assertThat(small.stdout()).isEqualTo("a\n\nb");
    assertThat(empty.stdout()).isEmpty();
    assertThat(large.stdout()).isEqualTo(text);
  }

  @Test
  void rule4_stdin_that_is_never_read_hangs_nothing() {
    Command command = Command.shell("echo done").withStdin("x".repeat(5_000_000));

    assertThat(await(executor().run(command)).stdout()).isEqualTo("done\n");
  }

  @Test
  void rule7_as_root_is_root_or_a_privilege_error_before_anything_ran() {
    RemoteExecutor executor = executor();
    String dir = directory(executor);
    Command command =
        Command.shell("id -u; printf %s \"$TENDHOST_X\"; : >" + dir + "/ran")
            .withEnvironment(Map.of("TENDHOST_X", "kept"))
            .withAsRoot(true);

    Future<CommandResult> run = executor.run(command);
    awaitEnd(run);

    if (run.succeeded()) {
      assertThat(run.result().stdout()).isEqualTo("0\nkept");
      await(executor.run(Command.of("rm", dir + "/ran").withAsRoot(true)));
    } else {
      assertThat(errorOf(run).kind()).isEqualTo(FailureKind.PRIVILEGE);
      assertThat(await(executor.run(Command.of("test", "-e", dir + "/ran"))).ok()).isFalse();
    }
    remove(executor, dir);
  }

  @Test
  void rule8_a_call_returns_before_the_command_ends() {
    Future<CommandResult> run = executor().run("sleep 2");

    assertThat(run.isComplete()).isFalse();
    assertThat(await(run).ok()).isTrue();
  }

  @Test
  void rule8_commands_run_at_the_same_time_from_any_thread() throws InterruptedException {
    RemoteExecutor executor = executor();
    List<Future<CommandResult>> runs = Collections.synchronizedList(new ArrayList<>());
    List<Thread> threads =
        IntStream.range(0, 8)
            .mapToObj(i -> new Thread(() -> runs.add(executor.run("echo " + i))))
            .toList();
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join(BOUND_SECONDS * 1000L);
    }

    assertThat(runs).hasSize(8);
    assertThat(runs.stream().map(run -> await(run).stdout().strip()))
        .containsExactlyInAnyOrder("0", "1", "2", "3", "4", "5", "6", "7");
  }

  @Test
  void rule9_after_a_disconnect_the_next_command_runs() {
    RemoteExecutor executor = executor();

    await(executor.disconnect());
    assertThat(await(executor.run("echo one")).stdout()).isEqualTo("one\n");
    await(executor.disconnect());
    await(executor.disconnect());
    assertThat(await(executor.run("echo two")).stdout()).isEqualTo("two\n");
  }

  @Test
  void rule10_close_ends_what_runs_and_spares_jobs() {
    RemoteExecutor executor = executor();
    RemoteExecutor other = executor();
    String dir = directory(other);
    CountDownLatch ready = new CountDownLatch(1);
    String script = "echo $$ >%s/self; %s; echo ready; sleep 60".formatted(dir, detach(dir));
    Future<CommandResult> run =
        executor.run(Command.shell(script).withListener((source, line) -> ready.countDown()));
    assertThat(awaitLatch(ready)).isTrue();

    await(executor.close());

    assertThat(errorOf(run).kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(alive(other, dir + "/self")).isFalse();
    assertThat(alive(other, dir + "/job")).isTrue();
    endJob(other, dir);
  }

  @Test
  void rule10_after_close_every_call_is_unreachable_and_closing_twice_is_no_error() {
    RemoteExecutor executor = executor();

    await(executor.close());
    await(executor.close());
    await(executor.disconnect());

    FleetError error = errorOf(executor.run("echo never"));
    assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
    assertThat(error.host()).isNotNull();
    assertThat(error.command()).isEqualTo("echo never");
  }

  @Test
  void no_argument_may_be_null() {
    RemoteExecutor executor = executor();

    assertThatCode(() -> executor.run((Command) null)).isInstanceOf(NullPointerException.class);
  }
}
