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

/**
 * Decoded private keys, kept in memory as an agent does: a thousand hosts cost one passphrase and
 * one stretching of it. A file that changed is read anew; what failed is tried anew.
 */
final class KeyFiles {
  /** What a key was decoded from. */
  private record Version(String name, Object stamp) {}

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
        text.encrypted() ? open(text, asked) : workers.run(() -> text.decode(null));
    decoded.onComplete(
        result -> {
          if (result.failed()) {
            pairs.remove(version);
          }
          promise.handle(result);
        });
    return promise.future();
  }

  private Future<KeyPair> open(KeyText text, Asked asked) {
    String name = text.faults().name();
    return asked
        .forSecret(Secret.SSH_KEY_PASSPHRASE, name, null)
        .recover(
            cause ->
                Future.failedFuture(
                    text.faults()
                        .of("is encrypted and the secret source failed: " + Agent.reason(cause))))
        .compose(passphrase -> open(text, passphrase));
  }

  private Future<KeyPair> open(KeyText text, Optional<Secret> passphrase) {
    if (passphrase.isEmpty()) {
      Fault none = text.faults().noPassphrase();
      return Future.failedFuture(none);
    }
    char[] words;
    try (Secret secret = passphrase.get()) {
      words = secret.value();
    }
    return workers.run(() -> text.decode(words)).onComplete(result -> Arrays.fill(words, '\0'));
  }
}
