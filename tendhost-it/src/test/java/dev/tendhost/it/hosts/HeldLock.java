package dev.tendhost.it.hosts;

/** A lock that a process of a host holds, of the kind that package managers use (fcntl). */
public final class HeldLock implements AutoCloseable {
  /**
   * Calls itself as it is told, takes the lock, tells its number, and waits to be killed. dnf 4
   * knows a holder by the number in the file.
   */
  private static final String HOLDER =
      """
      use Fcntl;
      $0 = $ARGV[0];
      open(LOCK, "+>>", $ARGV[1]) or die;
      my $all = pack("ssx4qqlx4", F_WRLCK, 0, 0, 0, 0);
      fcntl(LOCK, F_SETLK, $all) or die;
      if ($ARGV[1] =~ /pid$/) { truncate(LOCK, 0); syswrite(LOCK, $$); }
      open(PID, ">", "$ARGV[2].new") or die;
      print PID $$;
      close(PID);
      rename("$ARGV[2].new", $ARGV[2]);
      sleep;
      """;

  private final RealHost host;
  private final long pid;

  /** Takes it, in the name of a program; fails the test if somebody has it already. */
  HeldLock(RealHost host, String path, String holder) {
    this.host = host;
    String told = "/run/held-" + Integer.toHexString(path.hashCode());
    String words = "'%s' '%s' %s".formatted(holder, path, told);
    host.run("setsid perl -e '" + HOLDER + "' " + words + " >/dev/null 2>&1 </dev/null &");
    host.await(told);
    this.pid = Long.parseLong(host.run("cat " + told + "; rm " + told));
  }

  /** The number of the holder, as the host sees it. */
  public long pid() {
    return pid;
  }

  /** Ends the holder. */
  @Override
  public void close() {
    host.run("kill -9 " + pid);
  }
}
