package dev.tendhost.pkg.internal.dnf;

/**
 * Shell functions: {@code query} and {@code plan} run the tool so that it needs no root, fetches
 * nothing and waits for no lock for ever.
 */
final class DnfScripts {
  private static final int SECONDS = 45;

  private static final String YUM3 =
      """
      query() { yum -q -C "$@"; }
      plan() { yum -C "$@"; }
      """;

  /**
   * dnf 4 refuses to plan unless it is root, although it writes nothing when it answers no. The
   * refusal is one attribute, which its own interpreter takes away; the rest is dnf as it is, with
   * a user's locks and logs, and the system's cache.
   */
  private static final String DNF4 =
      """
      query() { TOOL -q -C "$@"; }
      unprivileged='
      import sys
      from dnf.cli import demand, main
      demand.DemandSheet.root_user = property(lambda self: False, lambda self, value: None)
      main.user_main(sys.argv[1:], exit_code=True)
      '
      plan() {
        if [ "$(id -u)" = 0 ]; then
          TOOL -C "$@"
        else
          $(sed -n '1s/^#! *//p' "$(command -v TOOL)") -c "$unprivileged" -C "$@"
        fi
      }
      """;

  /** A user's own cache may be older than the system's: dnf5 then reads the older one. */
  private static final String DNF5 =
      """
      cache=
      if [ "$(id -u)" != 0 ] && [ -d /var/cache/libdnf5 ]; then
        cache=--setopt=cachedir=/var/cache/libdnf5
      fi
      query() { bounded TOOL -C ${cache:+"$cache"} "$@"; }
      plan() { query "$@"; }
      """;

  private DnfScripts() {}

  static String functions(DnfTool tool) {
    String functions =
        switch (tool.generation()) {
          case YUM3 -> YUM3;
          case DNF4 -> DNF4;
          case DNF5 -> bounded(SECONDS) + DNF5;
        };
    return functions.replace("TOOL", tool.program());
  }

  /** dnf5 tells who holds the lock while it waits. */
  static String bounded(int seconds) {
    return "bounded() {\n  if command -v timeout >/dev/null 2>&1; then timeout -k 10 "
        + seconds
        + " \"$@\"; else \"$@\"; fi\n}\n";
  }
}
