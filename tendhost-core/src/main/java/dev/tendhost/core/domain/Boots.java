package dev.tendhost.core.domain;

import dev.tendhost.api.response.BootIdentity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether a host was seen in one boot or in two. What is missing on either side proves nothing; a
 * boot that is wrongly taken for another is worse than one that is not recognised.
 *
 * @param answer what is known
 * @param evidence what differs, a sentence each; empty unless it is another boot
 */
public record Boots(Answer answer, List<String> evidence) {
  private static final Duration UPTIME_MARGIN = Duration.ofSeconds(1);
  private static final Duration CLOCK_MARGIN = Duration.ofSeconds(5);

  /** What two looks at a host tell. */
  public enum Answer {
    /** It has booted between the two. */
    OTHER,
    /** It has not. */
    SAME,
    /** There was nothing to compare. */
    UNKNOWN
  }

  /** Compares an earlier look with a later one. */
  public static Boots compare(BootIdentity before, BootIdentity after) {
    List<String> evidence = new ArrayList<>();
    boolean otherInit = differ(before.initStart(), after.initStart());
    if (otherInit) {
      evidence.add("process 1 has another start");
    }
    if (uptimeFell(before, after)) {
      evidence.add("the uptime fell from " + seconds(before) + " s to " + seconds(after) + " s");
    }
    boolean otherId = differ(before.bootId(), after.bootId());
    if (otherId && (otherInit || !upAllTheTime(before, after))) {
      evidence.add("the boot id changed");
    }
    if (!evidence.isEmpty()) {
      return new Boots(Answer.OTHER, List.copyOf(evidence));
    }
    boolean compared =
        (before.bootId() != null && after.bootId() != null)
            || (before.uptime() != null && after.uptime() != null)
            || (before.initStart() != null && after.initStart() != null);
    return new Boots(compared ? Answer.SAME : Answer.UNKNOWN, List.of());
  }

  /** Whether this look can be compared with a later one at all. */
  public static boolean canTell(BootIdentity boot) {
    return boot.bootId() != null || boot.uptime() != null || boot.initStart() != null;
  }

  private static boolean differ(@Nullable Object before, @Nullable Object after) {
    return before != null && after != null && !before.equals(after);
  }

  private static boolean uptimeFell(BootIdentity before, BootIdentity after) {
    return before.uptime() != null
        && after.uptime() != null
        && after.uptime().plus(UPTIME_MARGIN).compareTo(before.uptime()) <= 0;
  }

  /** Who was up all the time and has another boot id is another machine. */
  private static boolean upAllTheTime(BootIdentity before, BootIdentity after) {
    if (before.uptime() == null || after.uptime() == null) {
      return false;
    }
    Duration between = Duration.between(before.seenAt(), after.seenAt()).minus(CLOCK_MARGIN);
    return after.uptime().compareTo(before.uptime().plus(between)) >= 0;
  }

  private static long seconds(BootIdentity boot) {
    return Objects.requireNonNull(boot.uptime()).toSeconds();
  }
}
