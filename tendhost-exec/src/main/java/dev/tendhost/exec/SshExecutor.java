package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutorProvider;

/** Runs commands on hosts over SSH, by the rules of RemoteExecutor. */
public final class SshExecutor {
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

  private SshExecutor() {}

  /**
   * Makes executors that share connections' limits and threads. It holds nothing open by itself:
   * threads come with the first connection and go with the last executor.
   *
   * @param options how hosts are reached
   * @return a provider, safe for any thread
   */
  public static RemoteExecutorProvider provider(SshOptions options) {
    throw new UnsupportedOperationException("not there yet: " + options);
  }
}
