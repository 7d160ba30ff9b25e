package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.security.PublicKey;

/** Knows the keys of machines. Safe for any thread; nothing blocks the caller. */
public interface HostKeys {
  /** Looks up what is known of a machine; failed with a Fault if that cannot be told. */
  Future<KnownKeys> of(Hop hop);

  /**
   * Keeps a new key; completed when it is stored. Failed with HOST_KEY_CHANGED if somebody stored
   * another one meanwhile.
   */
  Future<Void> remember(Hop hop, PublicKey key);
}
