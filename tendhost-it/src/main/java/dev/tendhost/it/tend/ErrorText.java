package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.util.ArrayList;
import java.util.List;

/** An error, as text: what happened and what to do, then the evidence. */
final class ErrorText {
  private ErrorText() {}

  static List<String> of(FleetError error, int width) {
    List<String> lines = new ArrayList<>();
    String host = error.host() == null ? "" : " on " + error.host();
    lines.addAll(Text.wrap("FAILED" + host + ": ", error.message(), Math.min(width, Text.PROSE)));
    String retry = error.kind().retryable() ? " (trying again later may help)" : "";
    lines.addAll(Text.wrap("  kind: ", error.kind() + retry, width));
    if (error.kind() == FailureKind.TRANSACTION_INTERRUPTED) {
      lines.addAll(Text.wrap("  option: ", "--apply --repair repairs that first", width));
    }
    if (error.command() != null) {
      lines.addAll(Text.wrap("  command: ", error.command(), width));
    }
    error
        .details()
        .forEach(
            (name, value) ->
                value
                    .lines()
                    .distinct()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> lines.addAll(Text.wrap("  " + name + ": ", line, width))));
    return lines;
  }
}
