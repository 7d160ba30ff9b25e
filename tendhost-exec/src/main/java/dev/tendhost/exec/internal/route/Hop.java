package dev.tendhost.exec.internal.route;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine to log in to, on the way to a host or the host itself.
 *
 * @param address where it is reached from the hop before: a name or an IP address
 * @param port its SSH port
 * @param user whom to log in as
 * @param keyName what its key is filed under in known_hosts: see {@link #filedUnder}, or the alias
 *     of ssh_config's HostKeyAlias
 * @param pinnedKey the one fingerprint that is trusted, {@code SHA256:…}; null: known_hosts decides
 * @param knownHosts the known_hosts files that count instead of the policy's; empty: the policy's
 * @param identities files of private keys to try; empty: the default ones
 * @param identitiesOnly whether the agent offers no other keys than these
 * @param ways how we may log in
 */
public record Hop(
    String address,
    int port,
    String user,
    String keyName,
    @Nullable String pinnedKey,
    List<Path> knownHosts,
    List<Path> identities,
    boolean identitiesOnly,
    LoginWays ways) {

  private static final int SSH_PORT = 22;

  /** Copies the lists. */
  public Hop {
    knownHosts = List.copyOf(knownHosts);
    identities = List.copyOf(identities);
  }

  /** One to which we may log in as the options have it. */
  public Hop(
      String address,
      int port,
      String user,
      String keyName,
      @Nullable String pinnedKey,
      List<Path> knownHosts,
      List<Path> identities,
      boolean identitiesOnly) {
    this(
        address,
        port,
        user,
        keyName,
        pinnedKey,
        knownHosts,
        identities,
        identitiesOnly,
        LoginWays.USUAL);
  }

  /** A machine of which nothing special is known. */
  public static Hop of(String user, String address, int port) {
    return new Hop(
        address, port, user, filedUnder(address, port), null, List.of(), List.of(), false);
  }

  /** As ssh(1) files a key: the address, or {@code [address]:port} where the port is not 22. */
  public static String filedUnder(String address, int port) {
    return port == SSH_PORT ? address : "[" + address + "]:" + port;
  }

  /** As OpenSSH writes it: {@code user@address:port}, for errors and to tell jump hosts apart. */
  public String display() {
    String shown = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return user + "@" + shown + ":" + port;
  }
}
