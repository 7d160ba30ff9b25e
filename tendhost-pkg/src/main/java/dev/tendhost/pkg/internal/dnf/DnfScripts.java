package dev.tendhost.pkg.internal.dnf;

/**
 * Shell functions: {@code query} and {@code plan} run the tool so that it needs no root, fetches
 * nothing and waits for no lock for ever.
 */
final class DnfScripts {
  private static final int SECONDS = 60;

  /**
   * Who holds the lock of a file, and of rpm's database: the kernel tells everybody. It names the
   * device as well, but another one than the file's on some file systems.
   */
  static final String HOLDERS =
      """
      holders() { holding "$(rpm --eval '%{_dbpath}')/.rpm.lock"; }
      holding() {
        inode=$(stat -c %i "$1" 2>/dev/null)
        awk -v end=":${inode:-none}" '
            $4 == "WRITE" && substr($6, length($6) - length(end) + 1) == end { print $5 }' \\
            /proc/locks |
          while read -r pid; do
            echo "$pid ($(tr '\\0' ' ' 2>/dev/null < "/proc/$pid/cmdline" | sed 's/ *$//'))"
          done
      }
      """;

  /** To an ordinary user, dnf5 does not tell who holds the lock it waits for. */
  private static final String BOUNDED =
      """
      bounded() {
        command -v timeout >/dev/null 2>&1 || { "$@"; return; }
        timeout -k 10 SECONDS "$@"
        ended=$?
        if [ $ended = 124 ]; then holders | sed 's/^/lock held by process /' >&2; fi
        return $ended
      }
      """;

  /**
   * What a plan is made with: a repository that cannot be read is an error whatever its
   * configuration says, as nobody knows what it has.
   */
  private static final String WHOLE = "--setopt='*.skip_if_unavailable=0'";

  /** Everything is read, whatever the configuration wants for people. */
  static final String PLAIN = "--setopt=color=never";

  /** dnf 4 may be told not to show what it would do, and would ask all the same. */
  static final String SHOWN = "--setopt=debuglevel=2";

  private static final String YUM3 =
      """
      query() { yum -q -C PLAIN --setopt=exit_on_lock=1 "$@"; }
      plan() { yum -C PLAIN WHOLE SHOWN --setopt=exit_on_lock=1 "$@"; }
      """;

  /**
   * dnf 4 refuses to plan unless it is root, although it writes nothing when it answers no. The
   * refusal is one attribute, which its own interpreter takes away; the rest is dnf as it is, with
   * a user's locks and logs, and the system's cache. It passes over a repository's file that a user
   * may not read, without a word.
   */
  private static final String DNF4 =
      """
      query() { TOOL -q -C PLAIN --setopt=exit_on_lock=1 "$@"; }
      unprivileged='
      import sys
      from dnf.cli import demand, main
      demand.DemandSheet.root_user = property(lambda self: False, lambda self, value: None)
      main.user_main(sys.argv[1:], exit_code=True)
      '
      readable() {
        for each in /etc/yum.repos.d/*.repo /etc/yum/repos.d/*.repo /etc/distro.repos.d/*.repo; do
          if [ -e "$each" ] && ! [ -r "$each" ]; then
            echo "$each: Permission denied" >&2
            return 1
          fi
        done
      }
      plan() {
        set -- -C PLAIN WHOLE SHOWN --setopt=exit_on_lock=1 "$@"
        if [ "$(id -u)" = 0 ]; then
          TOOL "$@"
        else
          readable && $(sed -n '1s/^#! *//p' "$(command -v TOOL)") -c "$unprivileged" "$@"
        fi
      }
      """;

  /**
   * A user's own cache may be older than the system's, and dnf5 then reads the older one; beside
   * the system's it may have to write. So a user gets a view of the system's, of links. What of it
   * cannot be seen is said: dnf5 says only that there is none.
   */
  private static final String DNF5 =
      """
      cache=
      if [ "$(id -u)" != 0 ] && [ -d /var/cache/libdnf5 ]; then
        cache=$(mktemp -d) && trap 'rm -rf "$cache"' EXIT
        cp -rs /var/cache/libdnf5/. "$cache"
      fi
      query() { bounded TOOL -C PLAIN ${cache:+"--setopt=cachedir=$cache"} "$@"; }
      plan() { query WHOLE SHOWN "$@"; }
      """;

  private DnfScripts() {}

  static String functions(DnfTool tool) {
    String functions =
        switch (tool.generation()) {
          case YUM3 -> HOLDERS + YUM3;
          case DNF4 -> HOLDERS + DNF4;
          case DNF5 -> bounded(SECONDS) + DNF5;
        };
    return functions
        .replace("TOOL", tool.program())
        .replace("WHOLE", WHOLE)
        .replace("PLAIN", PLAIN)
        .replace("SHOWN", SHOWN);
  }

  /** The function {@code bounded COMMAND...} ends the command after that time, with 124. */
  static String bounded(int seconds) {
    return HOLDERS + BOUNDED.replace("SECONDS", String.valueOf(seconds));
  }
}
