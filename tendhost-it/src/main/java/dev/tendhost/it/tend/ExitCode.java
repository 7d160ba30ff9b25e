package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * The one table of exit codes. A code never changes its meaning. Where hosts fail in several ways,
 * or only some of them fail, it is 1.
 */
enum ExitCode {
  OK(0, "all well: every host answered (without --apply updates may be waiting)"),
  HOSTS_FAILED(
      1, "some hosts failed, or their updates or reboots, or the output could not be written"),
  USAGE(2, "wrong option, value or setting"),
  NO_PACKAGE_MANAGER(3, "no known package manager on any host"),
  BUDGET_BREACHED(4, "too many hosts failed, the rest was not started (not used yet)"),
  DECLINED(5, "you did not answer yes at the prompt: nothing was changed"),
  INTERRUPTED(130, "interrupted by Ctrl-C");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  /** The code for a host that answered with this error. */
  static ExitCode of(FleetError error) {
    return switch (error.kind()) {
      case INVALID_CONFIGURATION -> USAGE;
      case PACKAGE_MANAGER_MISSING -> NO_PACKAGE_MANAGER;
      default -> HOSTS_FAILED;
    };
  }

  /** The table for the help, by code. */
  static Map<String, String> table() {
    Map<String, String> table = new TreeMap<>((a, b) -> Integer.parseInt(a) - Integer.parseInt(b));
    Arrays.stream(values()).forEach(exit -> table.put(Integer.toString(exit.code), exit.meaning));
    return table;
  }
}
