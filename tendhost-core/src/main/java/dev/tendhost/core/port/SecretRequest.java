package dev.tendhost.core.port;

import org.jspecify.annotations.Nullable;

/**
 * Which secret is wanted, and for what. Immutable, holds no secret itself, safe to log.
 *
 * @param host the host that is to be reached, also where the secret is for a machine on the way
 * @param name which secret, such as {@link Secret#SUDO_PASSWORD}
 * @param subject what it opens, where the host alone does not tell: the file of a private key, the
 *     {@code user@address:port} of the machine that asks, jump hosts included; null if there is
 *     nothing to tell apart
 * @param prompt what the machine itself asked, for people, with keyboard-interactive logins; null
 *     otherwise. It comes from the machine: show it, do not trust it.
 */
public record SecretRequest(
    ManagedHost host, String name, @Nullable String subject, @Nullable String prompt) {

  /**
   * A request that needs no more than the host.
   *
   * @param host the host
   * @param name which secret
   * @return the request
   */
  public static SecretRequest of(ManagedHost host, String name) {
    return new SecretRequest(host, name, null, null);
  }
}
