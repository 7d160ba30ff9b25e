package dev.tendhost.exec.ssh;

import java.nio.file.Path;
import java.util.List;

/**
 * Which host keys are trusted. Keys are looked up in {@code known_hosts} files (sshd(8),
 * "SSH_KNOWN_HOSTS FILE FORMAT"): plain and hashed names, patterns, {@code [host]:port},
 * {@code @cert-authority} and {@code @revoked} lines. A key that differs from the known one is
 * never accepted, by no policy. A fingerprint pinned for a host by the setting {@link
 * SshSettings#HOST_KEY} decides alone.
 *
 * @param unknown what happens to the key of a host that is not known yet
 * @param knownHosts the files to look in, in that order; new keys are added to the first. Files
 *     that do not exist count as empty. Empty: {@code ~/.ssh/known_hosts}, then {@code
 *     /etc/ssh/ssh_known_hosts}
 */
public record HostKeyPolicy(Unknown unknown, List<Path> knownHosts) {
  /** What happens to the key of a host that is not known yet. */
  public enum Unknown {
    /** The connection fails with HOST_KEY_UNKNOWN and shows the fingerprint. */
    REFUSE,
    /** The key is added to the first file, then used; from then on it is known. */
    ACCEPT
  }

  /** Copies the list. */
  public HostKeyPolicy {
    knownHosts = List.copyOf(knownHosts);
  }

  /**
   * Only keys that are known already. The default.
   *
   * @return the policy, with the user's and the system's files
   */
  public static HostKeyPolicy strict() {
    return new HostKeyPolicy(Unknown.REFUSE, List.of());
  }

  /**
   * Also keys of hosts that were never seen before, which are kept for the next time.
   *
   * @return the policy, with the user's and the system's files
   */
  public static HostKeyPolicy acceptNew() {
    return new HostKeyPolicy(Unknown.ACCEPT, List.of());
  }

  /**
   * The same with these files instead.
   *
   * @param files the files, the first for new keys
   * @return a copy
   */
  public HostKeyPolicy withKnownHosts(Path... files) {
    return new HostKeyPolicy(unknown, List.of(files));
  }
}
