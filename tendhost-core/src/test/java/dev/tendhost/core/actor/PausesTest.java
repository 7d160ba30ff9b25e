package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Waiting on behalf of a host, and what becomes of it when the host is let go. */
class PausesTest {
  private final HostContext host = new HostContext();
  private final Pauses pauses = new Pauses(host.time, host.calls);
  private final List<Future<Void>> waits = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    host.close();
  }

  @Test
  void aPauseIsOverWhenItsTimeIs() throws Exception {
    host.on(() -> waits.add(pauses.of(Duration.ofSeconds(2))));
    host.time.advance(Duration.ofSeconds(1));
    host.on(() -> {});
    assertThat(waits.get(0).isComplete()).isFalse();
    host.time.advance(Duration.ofSeconds(1));
    host.on(() -> {});
    assertThat(waits.get(0).succeeded()).isTrue();
  }

  @Test
  void whoWaitsWhenTheHostIsLetGoAndAfterItHearsWhy() throws Exception {
    host.on(() -> waits.add(pauses.of(Duration.ofSeconds(2))));
    host.on(pauses::close);
    host.on(() -> waits.add(pauses.of(Duration.ofSeconds(2))));
    assertThat(waits)
        .hasSize(2)
        .allSatisfy(
            wait ->
                assertThat(TendhostException.errorOf(wait.cause(), null).kind())
                    .isEqualTo(FailureKind.CONTROLLER_UNAVAILABLE));
    assertThat(host.time.waiting()).isZero();
  }
}
