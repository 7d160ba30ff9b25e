package dev.tendhost.exec.ssh;

/** How a command that has to run as root gets there, on a host that is logged in to over SSH. */
public enum BecomeRoot {
  /** As root itself if that is who logs in, else as {@link #SUDO}. The default. */
  AUTO,
  /**
   * By {@code sudo -n}; where sudo wants a password, by {@code sudo -k -S} with the password that
   * the secret source has for the host.
   */
  SUDO,
  /**
   * Not at all: such commands run as whoever logs in, and fail with PRIVILEGE if that is not root.
   */
  NEVER
}
