package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Commands on a stock server where they are hard to get right. */
@Timeout(180)
class RemoteRunTest extends ServerTests {
  private static final int LISTS = 1_000;

  @BeforeAll
  static void start() {
    login(TestSession.NO_HOME);
  }

  @Test
  void thousandRandomWordListsArriveUnchanged() throws InterruptedException {
    RandomWords random = new RandomWords(42);
    Semaphore turns = new Semaphore(4);
    List<String> expected = new ArrayList<>();
    List<Future<CommandResult>> runs = new ArrayList<>();
    for (int i = 0; i < LISTS; i++) {
      List<String> argv = new ArrayList<>(List.of("printf", "%s\\0"));
      List<String> words = random.list();
      argv.addAll(words);
      turns.acquire();
      expected.add(String.join("\0", words) + "\0");
      runs.add(session.run(Command.of(argv)).future().onComplete(done -> turns.release()));
    }
    for (int i = 0; i < LISTS; i++) {
      assertThat(Outcome.of(runs.get(i)).stdout()).as("list %d", i).isEqualTo(expected.get(i));
    }
  }

  @Test
  void exitCodeAboveASignalsNumberIsAnExitCode() {
    CommandResult result = run(Command.shell("exit 137"));

    assertThat(result.exitCode()).isEqualTo(137);
    assertThat(result.signal()).isNull();
    assertThat(run(Command.shell("kill -s TERM $$")).signal()).isEqualTo("TERM");
    assertThat(run(Command.shell("exit 127")).exitCode()).isEqualTo(127);
  }

  @Test
  void commandThatClosesItsOutputEarlyIsWaitedFor() {
    assertThat(run(Command.shell("exec >/dev/null 2>&1; sleep 1; exit 9")).exitCode()).isEqualTo(9);
  }

  @Test
  void chattyBackgroundProcessDoesNotHoldTheFuture() {
    String chatty = "(while sleep 0.1; do echo chat; done) & echo $!; exit 3";

    CommandResult result = run(Command.shell(chatty));

    assertThat(result.exitCode()).isEqualTo(3);
    assertThat(result.stdoutTruncated()).isTrue();
    run(Command.of("kill", result.stdout().lines().findFirst().orElseThrow()));
  }

  @Test
  void gigabyteOfOutputStaysOutOfTheHeap() {
    System.gc();
    long before = used();
    AtomicLong most = new AtomicLong();
    Command command =
        Command.shell("head -c 1000000000 /dev/zero")
            .withOutputLimit(1000)
            .withListener((source, line) -> most.accumulateAndGet(used(), Math::max));

    CommandResult result = run(command);

    assertThat(result.ok()).isTrue();
    assertThat(result.stdout()).hasSize(1000);
    assertThat(result.stdoutTruncated()).isTrue();
    System.gc();
    assertThat(used() - before).isLessThan(20L << 20);
  }

  @Test
  void listenerThatBlocksHoldsNobodyElse() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    CountDownLatch free = new CountDownLatch(1);
    Command command =
        Command.shell("yes | head -c 50000000")
            .withTimeout(Duration.ofSeconds(3))
            .withListener(
                (source, line) -> {
                  blocked.countDown();
                  Latches.awaited(free);
                });
    Future<CommandResult> stuck = session.run(command).future();
    assertThat(Latches.awaited(blocked)).isTrue();

    assertThat(run(Command.of("echo", "other")).stdout()).isEqualTo("other\n");
    assertThat(Outcome.failure(stuck).kind()).isEqualTo(FailureKind.TIMEOUT);
    free.countDown();
    assertThat(run(Command.of("echo", "again")).stdout()).isEqualTo("again\n");
  }

  @Test
  void noListenerIsCalledAfterTheEnd() {
    AtomicInteger late = new AtomicInteger();
    CountDownLatch ended = new CountDownLatch(1);
    Command command =
        Command.shell("yes")
            .withTimeout(Duration.ofSeconds(1))
            .withListener((source, line) -> late.addAndGet(ended.getCount() == 0 ? 1 : 0));

    Future<CommandResult> run = session.run(command).future();
    run.onComplete(done -> ended.countDown());

    assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.TIMEOUT);
    run(Command.of("sleep", "0.5"));
    assertThat(late).hasValue(0);
  }

  @Test
  void slowListenerDoesNotSpoilTheDuration() {
    Command command =
        Command.shell("echo up; sleep 0.5")
            .withListener((source, line) -> run(Command.of("sleep", "1")));

    assertThat(run(command).duration()).isGreaterThan(Duration.ofMillis(400));
  }

  @Test
  void rootIsToldByItsNumberAndNeverMeansNever() {
    RunTarget target = session.target(BecomeRoot.NEVER, SecretSource.none());
    Command command = Command.of("id", "-u").withAsRoot(true);

    Future<CommandResult> run = RemoteRun.begin(target, command, command.timeout()).future();

    if (Tools.root()) {
      assertThat(Outcome.of(run).stdout()).isEqualTo("0\n");
    } else {
      assertThat(Outcome.failure(run).kind()).isEqualTo(FailureKind.PRIVILEGE);
    }
  }

  @Test
  void wordThatLinuxCannotPassIsRefused() {
    FleetError error =
        Outcome.failure(session.run(Command.of("echo", "é".repeat(70_000))).future());

    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message()).contains("128 KiB");
  }

  @Test
  void manyLongWordsArrive() {
    List<String> argv = new ArrayList<>(List.of("printf", "%s"));
    for (int i = 0; i < 15; i++) {
      argv.add(Integer.toString(i % 10).repeat(100_000));
    }
    Command command = Command.of(argv);

    assertThat(run(command).stdout()).isEqualTo(String.join("", argv.subList(2, argv.size())));
  }

  private static CommandResult run(Command command) {
    return Outcome.of(session.run(command).future());
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
