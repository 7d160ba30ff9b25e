package dev.tendhost.it.hosts;

/** The locks of dpkg and apt; apt's own time-out covers only the first two. */
public enum AptLock {
  /** What a package manager holds as long as it uses dpkg. */
  FRONTEND("/var/lib/dpkg/lock-frontend"),
  /** What dpkg itself holds. */
  DPKG("/var/lib/dpkg/lock"),
  /** What holds off {@code apt-get update}. */
  LISTS("/var/lib/apt/lists/lock"),
  /** What holds off downloads. */
  ARCHIVES("/var/cache/apt/archives/lock");

  private final String path;

  AptLock(String path) {
    this.path = path;
  }

  /** Its file on the host. */
  public String path() {
    return path;
  }
}
