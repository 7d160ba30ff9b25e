package dev.tendhost.core.job;

/** How a job stands, as its directory and its host's processes prove. */
public enum JobState {
  /**
   * The command ended by itself or by a signal, and its exit code was kept. What it left behind in
   * the background may still run.
   */
  EXITED(true),
  /** The command runs, or its exit code waits for space on the disk. */
  RUNNING(false),
  /**
   * The process that keeps the exit code was killed, and other processes of the job's session still
   * run; there will be no exit code, and it must not be taken for over.
   */
  ORPHANED(false),
  /**
   * The job was killed: nothing of its session lives, it left no exit code, and it is that boot.
   */
  KILLED(true),
  /** The host was booted since the job was started, and it left no exit code. */
  INTERRUPTED_BY_REBOOT(true),
  /**
   * The job's directory is there and its command was not started. Once {@link DetachedJobs#follow}
   * has told so, it never will be.
   */
  NOT_STARTED(true),
  /**
   * The host has no directory of that job and nothing of it runs: it was never started there, or it
   * was cleaned away, or it removed its directory itself. Once {@link DetachedJobs#follow} has told
   * so, it never will be started.
   */
  UNKNOWN(true);

  private final boolean over;

  JobState(boolean over) {
    this.over = over;
  }

  /**
   * Whether the command is not at work.
   *
   * @return false for {@link #RUNNING} and {@link #ORPHANED}
   */
  public boolean over() {
    return over;
  }
}
