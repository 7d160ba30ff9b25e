package dev.tendhost.core.job;

import java.time.Duration;

/**
 * Where jobs are kept and how long they are watched.
 *
 * @param directory the directory that holds one directory a job; made when it is missing; {@value
 *     #DEFAULT_DIRECTORY} by default. Nobody but its owner and root may be able to change it or any
 *     directory above it
 * @param asRoot whether jobs run as root; on by default. Without it they run as the executor's
 *     user, who must own the directory, and on a host with systemd they may be ended at logout
 * @param deadline how long {@link DetachedJobs#follow} watches; it ends the watching, never the
 *     job; six hours by default
 * @param patience how long every other call tries to reach the host; five minutes by default
 */
public record JobOptions(String directory, boolean asRoot, Duration deadline, Duration patience) {
  /** {@value}. */
  public static final String DEFAULT_DIRECTORY = "/var/lib/tendhost/jobs";

  private static final Duration LONGEST = Duration.ofDays(365);

  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException if the directory is not an absolute path of plain names
   *     without {@code .} and {@code ..}, or a duration is not positive or longer than a year
   */
  public JobOptions {
    JobNames.requireDirectory(directory);
    requirePositive("deadline", deadline);
    requirePositive("patience", patience);
  }

  /**
   * The defaults.
   *
   * @return options with every default
   */
  public static JobOptions defaults() {
    return new JobOptions(DEFAULT_DIRECTORY, true, Duration.ofHours(6), Duration.ofMinutes(5));
  }

  /**
   * The same with another directory.
   *
   * @param value an absolute path
   * @return a copy
   */
  public JobOptions withDirectory(String value) {
    return new JobOptions(value, asRoot, deadline, patience);
  }

  /**
   * The same as root, or not.
   *
   * @param value whether jobs run as root
   * @return a copy
   */
  public JobOptions withAsRoot(boolean value) {
    return new JobOptions(directory, value, deadline, patience);
  }

  /**
   * The same with another deadline.
   *
   * @param value how long a job is watched
   * @return a copy
   */
  public JobOptions withDeadline(Duration value) {
    return new JobOptions(directory, asRoot, value, patience);
  }

  /**
   * The same with another patience.
   *
   * @param value how long a call tries to reach the host
   * @return a copy
   */
  public JobOptions withPatience(Duration value) {
    return new JobOptions(directory, asRoot, deadline, value);
  }

  private static void requirePositive(String what, Duration value) {
    if (value.compareTo(Duration.ZERO) <= 0 || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " must be longer than zero and at most a year");
    }
  }
}
