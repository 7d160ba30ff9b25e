package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private final Turns turns = new Turns(2);
  private final List<Promise<String>> begun = new ArrayList<>();

  private Future<String> step() {
    return turns.take(
        () -> {
          Promise<String> promise = Promise.promise();
          begun.add(promise);
          return promise.future();
        });
  }

  @Test
  void soManyAtATimeInTheOrderInWhichTheyCame() {
    List<Future<String>> results = List.of(step(), step(), step(), step());
    assertThat(begun).hasSize(2);

    begun.get(1).complete("second");
    assertThat(begun).hasSize(3);
    assertThat(results.get(1).result()).isEqualTo("second");

    begun.get(2).complete("third");
    assertThat(results.get(2).result()).isEqualTo("third");
    assertThat(results.get(0).isComplete()).isFalse();
    assertThat(begun).hasSize(4);
  }

  @Test
  void aStepThatFailsOrThrowsGivesItsTurnBack() {
    Future<String> failing = step();
    Future<String> throwing =
        turns.take(
            () -> {
              throw new IllegalStateException("no step");
            });
    Future<String> waiting = step();
    assertThat(throwing.cause()).hasMessage("no step");

    begun.get(0).fail("failed");
    assertThat(failing.cause()).hasMessage("failed");
    assertThat(begun).hasSize(2);
    step();
    assertThat(begun).hasSize(3);
    assertThat(waiting.isComplete()).isFalse();
  }

  @Test
  void closingFailsWhatWaitsAndWhatComesLater() {
    step();
    Future<String> underWay = step();
    Future<String> waiting = step();
    turns.close(new IllegalStateException("closed"));
    assertThat(waiting.cause()).hasMessage("closed");
    assertThat(step().cause()).hasMessage("closed");

    begun.get(1).complete("ended");
    assertThat(underWay.result()).isEqualTo("ended");
    assertThat(begun).hasSize(2);
  }

  @Test
  void manyThatEndAtOnceDoNotPileUpOnTheStack() {
    AtomicInteger taken = new AtomicInteger();
    Future<String> first = step();
    step();
    for (int i = 0; i < 100_000; i++) {
      turns.take(() -> Future.succeededFuture(taken.incrementAndGet()));
    }
    assertThat(taken).hasValue(0);

    begun.get(0).complete("first");
    assertThat(first.result()).isEqualTo("first");
    assertThat(taken).hasValue(100_000);
  }
}
