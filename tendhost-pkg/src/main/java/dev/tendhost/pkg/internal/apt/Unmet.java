package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.CommandResult;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Why apt finds no solution. It names the packages on standard output, and only fails on the other.
 */
final class Unmet {
  private static final int SHOWN = 10;

  /** Such as {@code " a : Depends: b (>= 2) but 1 is installed"}. */
  private static final Pattern PACKAGE = Pattern.compile("(?m)^ (\\S+) : (\\S.*)$");

  /** Such as {@code "E: The package c needs to be reinstalled, but …"}. */
  private static final Pattern ERROR = Pattern.compile("(?m)^E: (.*)$");

  private Unmet() {}

  /**
   * The error, with apt's own reasons.
   *
   * @param failure of a simulation
   * @param result what the simulation wrote
   */
  static TendhostException named(TendhostException failure, CommandResult result) {
    FleetError error = failure.error();
    List<String> reasons =
        Stream.concat(
                ERROR.matcher(result.stderr()).results().map(line -> line.group(1)),
                PACKAGE
                    .matcher(result.stdout())
                    .results()
                    .map(line -> line.group(1) + ": " + line.group(2)))
            .limit(SHOWN)
            .toList();
    return reasons.isEmpty()
        ? failure
        : new TendhostException(
            new FleetError(
                error.kind(),
                error.host(),
                error.message() + "; apt says: " + String.join("; ", reasons),
                error.command(),
                error.details()));
  }
}
