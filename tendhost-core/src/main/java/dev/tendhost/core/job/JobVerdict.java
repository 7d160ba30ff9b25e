package dev.tendhost.core.job;

import org.jspecify.annotations.Nullable;

/**
 * How a job stands or ended.
 *
 * @param state how it stands
 * @param exitCode 0 to 255, for {@link JobState#EXITED} alone, else null; 129 to 159 stand for the
 *     signals 1 to 31, as shells have it
 */
public record JobVerdict(JobState state, @Nullable Integer exitCode) {
  /**
   * An exit code is there exactly when it exited.
   *
   * @throws IllegalArgumentException if that does not hold
   */
  public JobVerdict {
    if ((state == JobState.EXITED) != (exitCode != null)) {
      throw new IllegalArgumentException("a job has an exit code exactly when it exited");
    }
  }

  /**
   * Whether it exited with 0.
   *
   * @return true if it did
   */
  public boolean ok() {
    return exitCode != null && exitCode == 0;
  }

  @Override
  public String toString() {
    return exitCode == null ? state.name() : state + "(" + exitCode + ")";
  }
}
