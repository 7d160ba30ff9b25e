package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands that misbehave cost themselves, and nobody else. */
@Timeout(120)
class HostileCommandsTest extends LocalExecutorTests {
  private static final Duration SHORT = Duration.ofMillis(1500);

  @Test
  void a_command_that_prints_forever_is_ended_and_its_output_bounded() {
    AtomicLong heard = new AtomicLong();
    Command command =
        Command.of("yes")
            .withTimeout(SHORT)
            .withOutputLimit(1000)
            .withListener((source, line) -> heard.incrementAndGet());

    Future<CommandResult> run = executor.run(command);

    assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.TIMEOUT);
    long atTheEnd = heard.get();
    assertThat(atTheEnd).isGreaterThan(10_000);
    Outcome.of(executor.run("sleep 0.2"));
    assertThat(heard).as("no line after the end").hasValue(atTheEnd);
  }

  @Test
  void a_leader_that_ignores_TERM_is_killed() throws IOException {
    Path pid = dir.resolve("pid");
    String script = "trap '' TERM HUP INT; echo $$ >" + pid + "; while :; do sleep 0.2; done";

    FleetError error = Outcome.failure(executor.runWithTimeout(script, SHORT));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("was ended");
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void a_command_may_tidy_up_when_it_is_ended() {
    Path tidy = dir.resolve("tidy");
    String script = "trap 'echo done >" + tidy + "; exit' TERM; while :; do sleep 0.1; done";

    assertThat(Outcome.failure(executor.runWithTimeout(script, SHORT)).kind())
        .isEqualTo(FailureKind.TIMEOUT);
    assertThat(tidy).hasContent("done");
  }

  /** The JDK itself would read such a process's pipe without end. */
  @Test
  void a_grandchild_that_prints_forever_after_the_command_has_ended_is_cut_off() throws Exception {
    Path pid = dir.resolve("pid");
    String script = "yes & echo $! >" + pid + "; exit 4";

    CommandResult result = Outcome.of(executor.run(Command.shell(script).withOutputLimit(1000)));

    assertThat(result.exitCode()).isEqualTo(4);
    assertThat(result.stdoutTruncated()).isTrue();
    assertThat(result.duration()).isLessThan(Duration.ofSeconds(10));
    // SIGPIPE is its end.
    ProcessHandle.of(pid(pid))
        .ifPresent(yes -> yes.onExit().orTimeout(20, TimeUnit.SECONDS).join());
    assertThat(alive(pid)).isFalse();
  }

  @Test
  void late_output_of_a_grandchild_never_reaches_another_command() {
    Future<CommandResult> first =
        executor.run("(sleep 0.9; echo late; echo late >&2) & echo early");

    assertThat(Outcome.of(first).stdout()).isEqualTo("early\n");
    List<Future<CommandResult>> next =
        IntStream.range(0, 40).mapToObj(i -> executor.run("sleep 0.6; echo mine")).toList();
    assertThat(next).allSatisfy(run -> assertThat(Outcome.of(run).stdout()).isEqualTo("mine\n"));
    assertThat(next).allSatisfy(run -> assertThat(Outcome.of(run).stderr()).isEmpty());
  }

  /** A real end of file is waited for, so what a filter writes last is not lost. */
  @Test
  void output_that_comes_soon_after_the_exit_is_kept() {
    CommandResult result = Outcome.of(executor.run("(sleep 0.02; echo tail) & echo head"));

    assertThat(result.stdout()).isEqualTo("head\ntail\n");
  }

  @Test
  void a_command_that_closes_its_output_runs_on() {
    CommandResult result = Outcome.of(executor.run("echo a; exec >&- 2>&-; sleep 0.5; exit 7"));

    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.stdout()).isEqualTo("a\n");
    assertThat(result.duration()).isGreaterThanOrEqualTo(Duration.ofMillis(500));
  }

  @Test
  void a_command_that_closes_its_output_still_times_out() {
    assertThat(Outcome.failure(executor.runWithTimeout("exec >&- 2>&-; sleep 60", SHORT)).kind())
        .isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void a_huge_line_comes_in_pieces_that_add_up() {
    List<String> pieces = Collections.synchronizedList(new ArrayList<>());
    String script = "head -c 6000000 /dev/zero | sed 's/\\x00/é/g'";

    CommandResult result =
        Outcome.of(
            executor.run(
                Command.shell(script)
                    .withOutputLimit(1001)
                    .withListener((source, line) -> pieces.add(line))));

    assertThat(result.stdout()).isEqualTo("é".repeat(500));
    assertThat(result.stdoutTruncated()).isTrue();
    assertThat(pieces).hasSize(184);
    assertThat(String.join("", pieces)).isEqualTo("é".repeat(6_000_000));
  }

  @Test
  void stdin_held_by_a_grandchild_hangs_nothing() {
    String stdin = "x".repeat(5_000_000);
    Command command = Command.shell("sleep 5 <&0 >/dev/null 2>&1 & echo ok").withStdin(stdin);

    assertThat(Outcome.of(executor.run(command)).stdout()).isEqualTo("ok\n");
  }

  @Test
  void a_listener_that_blocks_costs_only_its_own_command() {
    CountDownLatch release = new CountDownLatch(1);
    AtomicInteger calls = new AtomicInteger();
    Command blocked =
        Command.of("yes")
            .withTimeout(SHORT)
            .withListener(
                (source, line) -> {
                  calls.incrementAndGet();
                  awaitQuietly(release);
                });
    try {
      Future<CommandResult> run = executor.run(blocked);

      assertThat(Outcome.of(executor.run("echo other")).stdout()).isEqualTo("other\n");
      assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(calls).hasValue(1);
    } finally {
      release.countDown();
    }
    Outcome.of(executor.run("sleep 0.2"));
    assertThat(calls).as("no call after the end").hasValue(1);
  }

  @Test
  void a_timeout_of_a_nanosecond_harms_nothing() {
    List<Future<CommandResult>> runs =
        IntStream.range(0, 50)
            .mapToObj(i -> executor.runWithTimeout("sleep 60", Duration.ofNanos(1 + i * 200_000L)))
            .toList();

    assertThat(runs)
        .allSatisfy(run -> assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.TIMEOUT));
  }

  @Test
  void a_timeout_of_ages_is_taken() {
    Duration ages = Duration.ofSeconds(Long.MAX_VALUE);

    assertThat(Outcome.of(executor.runWithTimeout("echo ok", ages)).stdout()).isEqualTo("ok\n");
  }

  @Test
  void commands_and_close_at_the_same_time_all_get_an_answer() throws InterruptedException {
    List<Future<CommandResult>> runs = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch some = new CountDownLatch(20);
    List<Thread> threads =
        Stream.generate(
                () ->
                    new Thread(
                        () -> {
                          for (int i = 0; i < 20; i++) {
                            runs.add(executor.run("sleep 0.05"));
                            some.countDown();
                          }
                        }))
            .limit(5)
            .toList();
    threads.forEach(Thread::start);
    assertThat(some.await(30, TimeUnit.SECONDS)).isTrue();

    Outcome.of(executor.close());
    for (Thread thread : threads) {
      thread.join(30_000);
    }

    assertThat(runs).hasSize(100);
    for (Future<CommandResult> run : runs) {
      Outcome.of(run.otherwiseEmpty());
      if (run.failed()) {
        assertThat(Outcome.failure(run).kind())
            .isIn(FailureKind.CONNECTION_LOST, FailureKind.UNREACHABLE);
      }
    }
  }

  @Test
  void nothing_is_left_open_behind_commands() throws IOException {
    Outcome.of(executor.run("true"));
    long before = openFiles();

    for (int i = 0; i < 100; i++) {
      Outcome.of(executor.run(Command.of("true").withStdin("x".repeat(i * 100))));
    }
    Outcome.failure(executor.runWithTimeout("sleep 60", SHORT));

    // Other threads of the test JVM open files too; a leak would be two hundred.
    assertThat(openFiles()).isLessThan(before + 50);
  }

  private static long openFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.count();
    }
  }

  private static long pid(Path file) throws IOException {
    return Long.parseLong(Files.readString(file).strip());
  }

  private static boolean alive(Path pidFile) throws IOException {
    Path status = Path.of("/proc/" + pid(pidFile) + "/status");
    try {
      return Files.readAllLines(status).stream()
          .noneMatch(line -> line.matches("State:\\s+[ZX].*"));
    } catch (IOException gone) {
      return false;
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
