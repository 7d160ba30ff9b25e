package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line that sudo reads: a secret in UTF-8 and a line feed, until it is wiped. */
final class SudoPassword {
  private static final int MOST_BYTES = 4;

  /** As long as for a login; the command's own time-out may end the waiting sooner. */
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

  private final byte[] line;

  private SudoPassword(byte[] line) {
    this.line = line;
  }

  /** Asks the secret source; fails with what the command then fails with. */
  static Future<SudoPassword> find(RunTarget target, RemoteFailures failures) {
    return find(target, failures, LONGEST_ANSWER);
  }

  static Future<SudoPassword> find(RunTarget target, RemoteFailures failures, Duration bound) {
    Promise<SudoPassword> promise = Promise.promise();
    SecretRequest request = SecretRequest.of(target.host(), Secret.SUDO_PASSWORD);
    var timer = target.threads().after(bound, () -> promise.tryFail(failures.noAnswer(bound)));
    target
        .threads()
        .ask(() -> target.secrets().find(request))
        .onComplete(
            found -> {
              timer.cancel(false);
              if (found.failed()) {
                promise.tryFail(failures.noSecretSource(found.cause()));
              } else {
                take(found.result(), promise, failures);
              }
            });
    return promise.future();
  }

  private static void take(
      Optional<Secret> found, Promise<SudoPassword> promise, RemoteFailures failures) {
    if (found.isEmpty()) {
      promise.tryFail(failures.noPassword());
      return;
    }
    try (Secret secret = found.get()) {
      SudoPassword password = of(secret);
      if (password == null) {
        promise.tryFail(failures.unusablePassword());
      } else if (!promise.tryComplete(password)) {
        password.wipe();
      }
    }
  }

  /** A copy of the secret; null if that is more than one line. */
  static @Nullable SudoPassword of(Secret secret) {
    char[] chars = secret.value();
    byte[] room = new byte[chars.length * MOST_BYTES + 1];
    ByteBuffer encoded = ByteBuffer.wrap(room);
    try {
      for (char c : chars) {
        if (c == '\n' || c == '\r' || c == '\0') {
          return null;
        }
      }
      CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
      encoder.onMalformedInput(CodingErrorAction.REPLACE);
      encoder.encode(CharBuffer.wrap(chars), encoded, true);
      encoded.put((byte) '\n');
      return new SudoPassword(Arrays.copyOf(room, encoded.position()));
    } finally {
      Arrays.fill(chars, '\0');
      Arrays.fill(room, (byte) 0);
    }
  }

  /** The line itself, no copy. */
  byte[] line() {
    return line;
  }

  void wipe() {
    Arrays.fill(line, (byte) 0);
  }
}
