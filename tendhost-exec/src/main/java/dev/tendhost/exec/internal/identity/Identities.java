package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;

/** Finds what a machine may accept. Safe for any thread; nothing blocks the caller. */
public interface Identities {
  /** Failed with a Fault such as KEY_UNUSABLE. The receiver closes the login. */
  Future<Login> of(Hop hop, ManagedHost host, SecretSource secrets);
}
