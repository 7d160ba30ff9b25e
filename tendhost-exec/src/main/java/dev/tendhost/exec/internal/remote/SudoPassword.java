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
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The line that sudo reads: a secret in UTF-8 and a line feed, until it is wiped. */
final class SudoPassword {
  private static final int MOST_BYTES = 4;

  private final byte[] line;

  private SudoPassword(byte[] line) {
    this.line = line;
  }

  /** Asks the secret source; fails with what the command then fails with. */
  static Future<SudoPassword> find(RunTarget target, RemoteFailures failures) {
    Promise<SudoPassword> promise = Promise.promise();
    SecretRequest request = SecretRequest.of(target.host(), Secret.SUDO_PASSWORD);
    target
        .threads()
        .ask(() -> target.secrets().find(request))
        .onComplete(
            found -> {
              if (found.failed()) {
                promise.fail(failures.noSecretSource(found.cause()));
              } else {
                take(found.result(), promise, failures);
              }
            });
    return promise.future();
  }

  private static void take(
      Optional<Secret> found, Promise<SudoPassword> promise, RemoteFailures failures) {
    if (found.isEmpty()) {
      promise.fail(failures.noPassword());
      return;
    }
    try (Secret secret = found.get()) {
      SudoPassword password = of(secret);
      if (password == null) {
        promise.fail(failures.unusablePassword());
      } else {
        promise.complete(password);
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
