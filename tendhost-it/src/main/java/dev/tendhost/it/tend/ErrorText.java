package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An error, as text: what happened and what to do, then the evidence that this does not show. */
final class ErrorText {
  /** Details of an error in what says how a host is reached. */
  private static final Set<String> WAYS = Set.of("place", "file", "setting");

  private ErrorText() {}

  static List<String> of(FleetError error, int width) {
    List<String> lines = new ArrayList<>();
    String host = error.host() == null ? "" : " on " + error.host();
    String message = TerminalWords.of(error.message());
    lines.addAll(Text.wrap("FAILED" + host + ": ", message, Math.min(width, Text.PROSE)));
    String retry = error.kind().retryable() ? " (trying again later may help)" : "";
    lines.addAll(Text.wrap("  kind: ", error.kind() + retry, width));
    if (error.kind() == FailureKind.TRANSACTION_INTERRUPTED) {
      lines.addAll(Text.wrap("  option: ", "--apply --repair, where its cause is gone", width));
    }
    if (error.command() != null && !beforeAnyCommand(error)) {
      lines.addAll(Text.wrap("  command: ", error.command(), width));
    }
    error
        .details()
        .forEach(
            (name, value) ->
                TerminalWords.of(value)
                    .lines()
                    .distinct()
                    .filter(line -> !line.isBlank() && !message.contains(line.strip()))
                    .forEach(line -> lines.addAll(Text.wrap("  " + name + ": ", line, width))));
    String option = option(error);
    if (!option.isEmpty()) {
      lines.addAll(Text.wrap("  here: ", option, width));
    }
    return lines;
  }

  /** Whether there was no connection: what would have been run has no part in that. */
  private static boolean beforeAnyCommand(FleetError error) {
    return switch (error.kind()) {
      case UNREACHABLE,
          LOGINS_REFUSED,
          AUTHENTICATION,
          HOST_KEY_UNKNOWN,
          HOST_KEY_CHANGED,
          HOST_KEY_REVOKED,
          KEY_UNUSABLE ->
          true;
      case INVALID_CONFIGURATION ->
          WAYS.stream().anyMatch(detail -> error.details().containsKey(detail));
      default -> false;
    };
  }

  /** The option of the command line that helps; the message speaks to programs too. */
  private static String option(FleetError error) {
    return switch (error.kind()) {
      case HOST_KEY_UNKNOWN -> "--accept-new-host-keys notes the key of a host not seen before";
      case AUTHENTICATION -> "--identity names a key; passwords are asked for on a terminal";
      default -> "";
    };
  }
}
