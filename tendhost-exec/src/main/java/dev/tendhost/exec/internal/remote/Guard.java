package dev.tendhost.exec.internal.remote;

/**
 * A shell that waits on its standard input for a script: it drops every line up to our marker, so
 * nothing that was meant for a password prompt can get any further, reads one line, and runs that.
 * {@code read} takes no byte too many; what follows is the command's own input.
 */
final class Guard {
  /** The marker's halves are its arguments. */
  static final String TEXT =
      "echo \"$1$2"
          + Frame.READY
          + "\"||exit 1;while IFS= read -r tendhost_l;do "
          + "[ \"x$tendhost_l\" = \"x$1$2"
          + Frame.SCRIPT
          + "\" ]&&break;done;IFS= read -r tendhost_l&&eval \"$tendhost_l\"";

  private Guard() {}

  /** The line for any login shell that becomes such a shell. */
  static String loginLine(Marker marker) {
    return "exec /bin/sh -c '" + TEXT + "' sh '" + marker.first() + "' '" + marker.second() + "'";
  }

  /** What it waits for. */
  static String input(Marker marker, String script) {
    return marker.text() + Frame.SCRIPT + "\n" + ShellText.oneLine(script) + "\n";
  }
}
