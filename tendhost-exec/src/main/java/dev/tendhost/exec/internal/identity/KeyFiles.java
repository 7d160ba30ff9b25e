package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.Secret;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.FileStamp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decoded private keys, kept in memory as an agent does: a thousand hosts cost one passphrase and
 * one stretching of it. A file that changed is read anew; what failed is tried anew.
 */
final class KeyFiles {
  /** What a key was decoded from. */
  private record Version(String name, Object stamp) {}

  /** As often as ssh(1) asks. */
  private static final int TRIES = 3;

  private final Workers workers;
  private final Map<String, Version> versions = new ConcurrentHashMap<>();
  private final Map<Version, Future<KeyPair>> pairs = new ConcurrentHashMap<>();

  KeyFiles(Workers workers) {
    this.workers = workers;
  }

  /**
   * The pair of a file.
   *
   * @param stamp taken before the file was read
   */
  Future<KeyPair> decode(Path file, FileStamp stamp, KeyText text, Asked asked) {
    return decode(new Version(file.toString(), stamp), text, asked);
  }

  /** The pair of a text that is in no file; the name tells what it is. */
  Future<KeyPair> decode(String name, KeyText text, Asked asked) {
    return decode(new Version(name, name), text, asked);
  }

  private Future<KeyPair> decode(Version version, KeyText text, Asked asked) {
    Promise<KeyPair> promise = Promise.promise();
    Future<KeyPair> known = pairs.putIfAbsent(version, promise.future());
    if (known != null) {
      return known;
    }
    Version before = versions.put(version.name(), version);
    if (before != null && !before.equals(version)) {
      pairs.remove(before);
    }
    Future<KeyPair> decoded =
        text.encrypted() ? open(text, asked, TRIES, null) : workers.run(() -> text.decode(null));
    decoded.onComplete(
        result -> {
          text.wipe();
          if (result.failed()) {
            pairs.remove(version);
          }
          promise.handle(result);
        });
    return promise.future();
  }

  private Future<KeyPair> open(KeyText text, Asked asked, int tries, char @Nullable [] refused) {
    return ask(text, asked).compose(passphrase -> open(text, asked, tries, refused, passphrase));
  }

  private static Future<Optional<Secret>> ask(KeyText text, Asked asked) {
    KeyFaults faults = text.faults();
    return asked
        .forSecret(Secret.SSH_KEY_PASSPHRASE, faults.name(), null)
        .recover(
            cause ->
                Future.failedFuture(
                    faults.of(
                        "is encrypted and the secret source failed: " + Agent.reason(cause))));
  }

  /** A person may mistype; a source that says the same once more says it for ever. */
  private Future<KeyPair> open(
      KeyText text,
      Asked asked,
      int tries,
      char @Nullable [] refused,
      Optional<Secret> passphrase) {
    if (passphrase.isEmpty()) {
      Fault none = refused == null ? text.faults().noPassphrase() : text.faults().wrongPassphrase();
      return Future.failedFuture(none);
    }
    char[] words;
    try (Secret secret = passphrase.get()) {
      words = secret.value();
    }
    if (refused != null && Arrays.equals(words, refused)) {
      Arrays.fill(words, '\0');
      return Future.failedFuture(text.faults().wrongPassphrase());
    }
    return workers
        .run(() -> text.decode(words))
        .recover(
            thrown ->
                tries > 1 && text.faults().isWrongPassphrase(thrown)
                    ? open(text, asked, tries - 1, words)
                    : Future.failedFuture(thrown))
        .onComplete(result -> Arrays.fill(words, '\0'));
  }
}
