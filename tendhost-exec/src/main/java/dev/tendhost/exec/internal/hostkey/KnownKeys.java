package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.exec.internal.Fault;
import java.security.PublicKey;
import java.util.List;

/**
 * What is known of one machine's keys at the start of a connection. In memory only: asked on I/O
 * threads.
 */
public interface KnownKeys {
  /**
   * The host key algorithms in the order they are offered, so that a machine of which one key is
   * known shows that one and not another.
   *
   * @param supported what this side can verify, in its own order
   * @return the same names, those of known keys first; those of certificates only if an authority
   *     is known, and then before all others
   */
  List<String> order(List<String> supported);

  /**
   * Judges the key that the machine showed.
   *
   * @param key a plain key or an OpenSSH certificate
   * @return true if it is known; false if it is new and may be used once it has been remembered
   * @throws Fault HOST_KEY_UNKNOWN, HOST_KEY_CHANGED or HOST_KEY_REVOKED, each with the
   *     fingerprints
   */
  boolean check(PublicKey key);
}
