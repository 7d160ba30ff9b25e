package dev.tendhost.core.job;

import dev.tendhost.core.port.CommandResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A complete reply of one of the scripts, without what else the host wrote. */
record Reply(List<String> lines) {
  private static final String REFUSED = "refused ";

  /** Empty if it is not complete: cut off, garbled, or none at all. */
  static Optional<Reply> of(String nonce, CommandResult result) {
    if (!result.ok() || result.stdoutTruncated()) {
      return Optional.empty();
    }
    String mark = "tendhost-job " + nonce + " ";
    List<String> lines = new ArrayList<>();
    for (String line : result.stdout().split("\n", -1)) {
      int at = line.indexOf(mark);
      if (at >= 0) {
        lines.add(line.substring(at + mark.length()).strip());
      }
    }
    boolean complete = !lines.isEmpty() && lines.remove(lines.size() - 1).equals("end");
    return complete ? Optional.of(new Reply(List.copyOf(lines))) : Optional.empty();
  }

  /** Why the script did nothing. */
  Optional<String> refusal() {
    return lines.stream()
        .filter(line -> line.startsWith(REFUSED))
        .map(line -> line.substring(REFUSED.length()))
        .findFirst();
  }
}
