package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Secret;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source of secrets that never answers must not stop every later login with the same key. */
class AskedTest {
  @Test
  void neverAnswered() {
    Promise<Optional<Secret>> answer = Promise.promise();
    Asked asked = new Asked(Kit.host(), request -> answer.future(), Duration.ofMillis(50));

    var secret = asked.forSecret(Secret.SSH_PASSWORD, "root@192.0.2.1:22", null);

    assertThatThrownBy(() -> Kit.result(secret))
        .hasRootCauseMessage("it did not answer within 0.05 s");
    Secret late = new Secret("late".toCharArray());
    answer.complete(Optional.of(late));
    assertThat(Kit.wiped(late)).isTrue();
  }
}
