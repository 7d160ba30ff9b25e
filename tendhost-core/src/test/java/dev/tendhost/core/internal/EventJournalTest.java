package dev.tendhost.core.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.EventsMissed;
import dev.tendhost.api.event.FleetEvent.FleetSnapshot;
import dev.tendhost.api.event.FleetEvent.HostConnected;
import dev.tendhost.core.ManualTime;
import dev.tendhost.core.stream.EventStream;
import dev.tendhost.core.stream.StreamPosition;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventJournalTest {
  private static final HostName HOST = HostName.of("web-1");

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final ManualTime time = new ManualTime();
  private final EventJournal journal = new EventJournal(16, time, List::of);
  private final BlockingQueue<FleetEvent> seen = new LinkedBlockingQueue<>();

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void eventsAreNumberedFromOneWithoutGaps() throws Exception {
    journal.subscribe(context).handler(seen::add);
    append(40);
    for (long seq = 1; seq <= 40; seq++) {
      FleetEvent event = next();
      if (event instanceof EventsMissed missed) {
        assertThat(missed.fromSeq()).isEqualTo(seq);
        seq = missed.toSeq();
      } else {
        assertThat(event.seq()).isEqualTo(seq);
      }
    }
  }

  @Test
  void aPausedSubscriberThatFallsBehindIsToldWhatItMissed() throws Exception {
    EventStream slow = journal.subscribe(context).pause().handler(seen::add);
    append(20);
    slow.fetch(1);
    EventsMissed missed = (EventsMissed) next();
    assertThat(missed.fromSeq()).isEqualTo(1);
    assertThat(missed.toSeq()).isEqualTo(4);
    onContext();
    assertThat(seen).isEmpty();
    slow.resume();
    for (long seq = 5; seq <= 20; seq++) {
      assertThat(next().seq()).isEqualTo(seq);
    }
  }

  @Test
  void fetchDeliversExactlyThatMany() throws Exception {
    EventStream stream = journal.subscribe(context).pause().handler(seen::add);
    append(5);
    stream.fetch(2);
    next();
    next();
    onContext();
    assertThat(seen).isEmpty();
    stream.fetch(1);
    assertThat(next().seq()).isEqualTo(3);
    assertThatThrownBy(() -> stream.fetch(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneGoesOnWhereOneWas() throws Exception {
    journal.subscribe(context).handler(seen::add);
    append(3);
    FleetEvent first = next();
    journal.close();
    seen.clear();
    journal.subscribe(context, StreamPosition.of(first)).handler(seen::add);
    assertThat(next().seq()).isEqualTo(2);
  }

  @Test
  void aPositionOfAnotherStartIsAnsweredWithASnapshot() throws Exception {
    append(3);
    journal.subscribe(context, new StreamPosition("another", 2)).handler(seen::add);
    FleetEvent snapshot = next();
    assertThat(snapshot).isInstanceOf(FleetSnapshot.class);
    assertThat(snapshot.seq()).isEqualTo(3);
    append(1);
    assertThat(next().seq()).isEqualTo(4);
  }

  @Test
  void aPositionThatWasNeverReachedIsAnsweredWithASnapshot() throws Exception {
    journal.subscribe(context).handler(seen::add);
    append(1);
    String stream = next().stream();
    for (long never : new long[] {99, -1, Long.MAX_VALUE}) {
      journal.subscribe(context, new StreamPosition(stream, never)).handler(seen::add);
      assertThat(next()).isInstanceOf(FleetSnapshot.class);
    }
  }

  @Test
  void aStuckSubscriberCostsNobodyAnything() throws Exception {
    journal.subscribe(context).pause().handler(e -> {});
    journal.subscribe(context).handler(seen::add);
    for (long seq = 1; seq <= 100; seq++) {
      append(1);
      assertThat(next().seq()).isEqualTo(seq);
    }
  }

  @Test
  void aHandlerThatThrowsHearsTheNextEventAllTheSame() throws Exception {
    BlockingQueue<Throwable> thrown = new LinkedBlockingQueue<>();
    journal
        .subscribe(context)
        .exceptionHandler(thrown::add)
        .handler(
            event -> {
              seen.add(event);
              throw new IllegalStateException("planted " + event.seq());
            });
    append(2);
    assertThat(next().seq()).isEqualTo(1);
    assertThat(next().seq()).isEqualTo(2);
    assertThat(thrown.poll(20, TimeUnit.SECONDS)).hasMessage("planted 1");
  }

  @Test
  void anExceptionHandlerThatThrowsDoesNotEndTheSubscription() throws Exception {
    journal
        .subscribe(context)
        .exceptionHandler(
            thrown -> {
              throw new IllegalStateException("planted again");
            })
        .handler(
            event -> {
              seen.add(event);
              throw new IllegalStateException("planted " + event.seq());
            });
    append(1);
    assertThat(next().seq()).isEqualTo(1);
    onContext();
    append(1);
    assertThat(next().seq()).isEqualTo(2);
  }

  @Test
  void anEndHandlerThatThrowsDoesNotKeepTheSubscriptionOpen() throws Exception {
    EventStream stream =
        journal
            .subscribe(context)
            .endHandler(
                v -> {
                  throw new IllegalStateException("planted");
                });
    stream.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void aSubscriberWhoseThreadsAreGoneCostsNobodyAnything() throws Exception {
    CompletableFuture<EventStream> gone = new CompletableFuture<>();
    DeploymentOptions worker =
        new DeploymentOptions()
            .setThreadingModel(ThreadingModel.WORKER)
            .setWorkerPoolName("short-lived");
    vertx
        .deployVerticle(
            new VerticleBase() {
              @Override
              public Future<?> start() {
                gone.complete(journal.subscribe(context).handler(event -> {}));
                return Future.succeededFuture();
              }
            },
            worker)
        .compose(vertx::undeploy)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
    for (int i = 0; i < 8; i++) {
      journal.subscribe(context).handler(seen::add);
    }
    append(1);
    for (int i = 0; i < 8; i++) {
      assertThat(next().seq()).isEqualTo(1);
    }
    gone.get().close();
  }

  @Test
  void closingCallsTheEndHandlerOnceAndNothingAfterwards() throws Exception {
    CountDownLatch ended = new CountDownLatch(1);
    EventStream stream =
        journal.subscribe(context).handler(seen::add).endHandler(v -> ended.countDown());
    stream.close();
    stream.close();
    assertThat(ended.await(20, TimeUnit.SECONDS)).isTrue();
    append(1);
    onContext();
    assertThat(seen).isEmpty();
  }

  /** Every event that an actor sends can be numbered, also the next one somebody adds. */
  @Test
  void everyEventOfTheProtocolIsEitherNumberedOrMadeForOneSubscriber() {
    List<Class<?>> forOne =
        List.of(EventsMissed.class, FleetSnapshot.class, FleetEvent.UnknownEvent.class);
    for (Class<?> type : FleetEvent.class.getPermittedSubclasses()) {
      FleetEvent draft = (FleetEvent) blank(type);
      if (forOne.contains(type)) {
        assertThatThrownBy(() -> EventNumbering.number(draft, "s", 7))
            .isInstanceOf(IllegalArgumentException.class);
      } else {
        FleetEvent numbered = EventNumbering.number(draft, "s", 7);
        assertThat(numbered).isInstanceOf(type);
        assertThat(numbered.stream()).isEqualTo("s");
        assertThat(numbered.seq()).isEqualTo(7);
      }
    }
  }

  private static Object blank(Class<?> record) {
    try {
      var components = record.getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        types[i] = components[i].getType();
        values[i] = types[i] == long.class ? (Object) 0L : types[i] == int.class ? 0 : null;
      }
      return record.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  private void append(int count) {
    for (int i = 0; i < count; i++) {
      journal.append(new HostConnected("", 0, time.now(), HOST));
    }
  }

  private FleetEvent next() throws InterruptedException {
    FleetEvent event = seen.poll(20, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    return event;
  }

  /** Everything given to the context so far is done. */
  private void onContext() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    context.runOnContext(v -> done.countDown());
    assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
  }
}
