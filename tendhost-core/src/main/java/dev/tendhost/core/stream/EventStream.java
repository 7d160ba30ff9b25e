package dev.tendhost.core.stream;

import dev.tendhost.api.event.FleetEvent;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.streams.ReadStream;

/**
 * One subscription to the events of a fleet, with back-pressure: events wait in the fleet's bounded
 * history while the consumer has paused. If it is so slow that events it has not seen leave the
 * history, it gets one {@link FleetEvent.EventsMissed} in their place and goes on behind them.
 *
 * <p>Nothing is delivered before {@link #handler} is set. Handlers are called one at a time, in the
 * order of the events, on the Vert.x context in which the subscription was made, and must not block
 * it. What a handler throws goes to the {@link #exceptionHandler}, and the next event is delivered
 * all the same. The methods may be called from any thread. The {@link #endHandler} is called once,
 * when the subscription or the fleet is closed.
 */
public interface EventStream extends ReadStream<FleetEvent> {
  /**
   * Ends the subscription.
   *
   * @return completed when no handler will be called any more
   */
  Future<Void> close();

  @Override
  EventStream handler(Handler<FleetEvent> handler);

  @Override
  EventStream exceptionHandler(Handler<Throwable> handler);

  @Override
  EventStream endHandler(Handler<Void> handler);

  @Override
  EventStream pause();

  @Override
  EventStream resume();

  @Override
  EventStream fetch(long amount);
}
