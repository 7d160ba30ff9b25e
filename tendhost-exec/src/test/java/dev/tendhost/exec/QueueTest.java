package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.internal.local.Privilege;
import dev.tendhost.exec.internal.local.Supervisor;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** More commands than may run at a time wait in order. */
@Timeout(60)
class QueueTest {
  private final Supervisor supervisor = new Supervisor(1);
  private final LocalExecutor first = executor();
  private final LocalExecutor second = executor();

  @TempDir Path dir;

  @AfterEach
  void close() {
    Outcome.of(first.close());
    Outcome.of(second.close());
  }

  @Test
  void commands_of_all_executors_take_turns_in_the_order_they_came() {
    Path log = dir.resolve("log");
    List<Future<CommandResult>> runs = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      runs.add((i % 2 == 0 ? first : second).run("echo " + i + " >>" + log));
    }
    runs.forEach(Outcome::of);

    assertThat(log)
        .hasContent(String.join("\n", IntStream.range(0, 20).mapToObj(i -> "" + i).toList()));
  }

  @Test
  void waiting_counts_to_the_timeout_and_nothing_is_run() {
    Future<CommandResult> running = first.run("sleep 3");
    Future<CommandResult> waiting =
        second.runWithTimeout("touch " + dir.resolve("ran"), Duration.ofMillis(300));

    FleetError error = Outcome.failure(waiting);

    assertThat(running.isComplete()).isFalse();
    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("nothing was run");
    assertThat(Outcome.of(running).ok()).isTrue();
    assertThat(Outcome.of(first.run("true")).ok()).isTrue();
    assertThat(dir.resolve("ran")).doesNotExist();
  }

  @Test
  void closing_an_executor_ends_only_its_own_waiting_commands() {
    Future<CommandResult> running = first.run("sleep 0.7");
    Future<CommandResult> waiting = second.run("touch " + dir.resolve("ran"));
    Future<CommandResult> next = first.run("echo next");

    Outcome.of(second.close());

    FleetError error = Outcome.failure(waiting);
    assertThat(error.kind()).isEqualTo(FailureKind.CONNECTION_LOST);
    assertThat(error.message()).contains("nothing was run");
    assertThat(Outcome.of(running).ok()).isTrue();
    assertThat(Outcome.of(next).stdout()).isEqualTo("next\n");
    assertThat(dir.resolve("ran")).doesNotExist();
  }

  @Test
  void a_command_that_cannot_be_run_makes_room() {
    List<Future<CommandResult>> bad =
        IntStream.range(0, 5).mapToObj(i -> first.run("exit 1")).toList();
    Future<CommandResult> missing =
        first.run(dev.tendhost.core.port.Command.of("/nonexistent/program"));

    bad.forEach(Outcome::of);
    Outcome.failure(missing);
    assertThat(Outcome.of(first.run("echo ok")).stdout()).isEqualTo("ok\n");
  }

  @Test
  void threads_end_when_idle() throws InterruptedException {
    Outcome.of(first.run("true"));

    // The shared names are counted from one in every supervisor; all of them must go.
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().startsWith("tendhost-exec-")) {
        thread.join(30_000);
        assertThat(thread.isAlive()).as(thread.getName()).isFalse();
      }
    }
  }

  private LocalExecutor executor() {
    return new LocalExecutor(Hosts.local(), Privilege.ofThisProcess(), supervisor);
  }
}
