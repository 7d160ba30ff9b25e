package dev.tendhost.exec.ssh;

import dev.tendhost.core.port.ManagedHost;

/**
 * The names of a host's own settings ({@link ManagedHost#settings}), which go before the options.
 */
public final class SshSettings {
  /** A host's setting: the one host key that is trusted, as {@code SHA256:…}. */
  public static final String HOST_KEY = "ssh.host-key";

  /** A host's setting: the known_hosts file for this host, an absolute path. */
  public static final String KNOWN_HOSTS = "ssh.known-hosts";

  /** A host's setting: the file of its private key, an absolute path. */
  public static final String IDENTITY = "ssh.identity";

  /**
   * A host's setting: the machines to go through, as {@code user@address:port,…}, nearest first.
   */
  public static final String JUMP = "ssh.jump";

  /** A host's setting: {@code auto}, {@code sudo} or {@code never}, as {@link BecomeRoot}. */
  public static final String BECOME_ROOT = "ssh.become-root";

  /**
   * A host's setting: whom to log in as where neither the host nor the ssh_config file says; {@code
   * root} where this is not set.
   */
  public static final String DEFAULT_USER = "ssh.default-user";

  private SshSettings() {}
}
