package dev.tendhost.core.actor;

import dev.tendhost.api.HostName;
import dev.tendhost.core.ManualTime;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** The context of one host, with a clock of the test. */
final class HostContext implements AutoCloseable {
  static final HostName HOST = HostName.of("web-1");

  final ManualTime time = new ManualTime();
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  final PortCalls calls = new PortCalls(context, time, HOST);

  /** Runs something on the context, and waits until it and what it began have run. */
  void on(Runnable action) throws Exception {
    CompletableFuture<Void> done = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          action.run();
          done.complete(null);
        });
    done.get(20, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }
}
