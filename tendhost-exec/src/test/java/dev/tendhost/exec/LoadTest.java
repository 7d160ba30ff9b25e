package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many commands and much output; what is asserted does not depend on the machine's speed. */
@Timeout(120)
class LoadTest extends LocalExecutorTests {
  /** None of them can end before all have started. */
  @Test
  void hundreds_of_commands_run_at_once() throws IOException, InterruptedException {
    Path barrier = dir.resolve("barrier");
    assertThat(Outcome.of(executor.run("mkfifo " + barrier)).ok()).isTrue();
    CountDownLatch started = new CountDownLatch(300);
    Command command =
        Command.shell("echo started; read x <" + barrier + "; exit 5")
            .withListener((source, line) -> started.countDown());

    List<Future<CommandResult>> runs =
        IntStream.range(0, 300).mapToObj(i -> executor.run(command)).toList();

    assertThat(started.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(runs).noneMatch(Future::isComplete);
    try (FileOutputStream open = new FileOutputStream(barrier.toFile())) {
      open.write("\n".repeat(300).getBytes());
      assertThat(runs).allMatch(run -> Outcome.of(run).exitCode() == 5);
    }
  }

  @Test
  void no_line_is_heard_and_nothing_is_started_on_an_event_loop() {
    Vertx vertx = Vertx.vertx();
    try {
      Set<String> threads = ConcurrentHashMap.newKeySet();
      AtomicInteger lines = new AtomicInteger();
      Command command =
          Command.of("seq", "100000")
              .withListener(
                  (source, line) -> {
                    threads.add(Thread.currentThread().getName());
                    lines.incrementAndGet();
                  });
      Promise<CommandResult> result = Promise.promise();

      vertx.runOnContext(now -> executor.run(command).onComplete(result));

      assertThat(Outcome.of(result.future()).ok()).isTrue();
      assertThat(lines).hasValue(100_000);
      assertThat(threads).isNotEmpty().allMatch(name -> name.startsWith("tendhost-exec-"));
    } finally {
      Outcome.of(vertx.close());
    }
  }
}
