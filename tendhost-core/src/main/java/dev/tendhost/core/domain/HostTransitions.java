package dev.tendhost.core.domain;

import static dev.tendhost.api.HostState.FAILED;
import static dev.tendhost.api.HostState.IDLE;
import static dev.tendhost.api.HostState.PENDING_UPDATES;
import static dev.tendhost.api.HostState.QUERYING;
import static dev.tendhost.api.HostState.REBOOTING;
import static dev.tendhost.api.HostState.UPDATING;
import static dev.tendhost.api.HostState.VERIFYING;
import static dev.tendhost.api.HostState.WAITING_REBOOT;

import dev.tendhost.api.HostState;
import java.util.Set;

/**
 * The law: where a host may go from where it stands.
 *
 * <pre>
 *             ┌────────────────────────────────────────────┐
 *             ▼                                            │
 *   IDLE ─► QUERYING ─► PENDING_UPDATES ─► UPDATING ─► (rest: IDLE,
 *             ▲               │  ▲             │       PENDING_UPDATES,
 *             └───────────────┘  └─────────────┤       WAITING_REBOOT)
 *                                              ▼           ▲
 *                     QUERYING ◄──── WAITING_REBOOT        │
 *                                     │          │         │
 *                                     ▼          ▼         │
 *                                REBOOTING ─► VERIFYING ───┘
 *
 *   every state ─► FAILED ─► IDLE (Retry) or UPDATING (Retry takes up a job again)
 * </pre>
 */
public final class HostTransitions {
  private HostTransitions() {}

  /** Whether a host may move from one state to the other. */
  public static boolean allows(HostState from, HostState to) {
    return next(from).contains(to);
  }

  /** Every state a host may move to from this one. */
  public static Set<HostState> next(HostState from) {
    return switch (from) {
      case IDLE -> Set.of(QUERYING, FAILED);
      case QUERYING -> Set.of(IDLE, PENDING_UPDATES, WAITING_REBOOT, FAILED);
      case PENDING_UPDATES -> Set.of(QUERYING, UPDATING, FAILED);
      case UPDATING -> Set.of(IDLE, PENDING_UPDATES, WAITING_REBOOT, FAILED);
      case WAITING_REBOOT -> Set.of(QUERYING, REBOOTING, VERIFYING, FAILED);
      case REBOOTING -> Set.of(VERIFYING, FAILED);
      case VERIFYING -> Set.of(IDLE, PENDING_UPDATES, WAITING_REBOOT, FAILED);
      case FAILED -> Set.of(IDLE, UPDATING);
    };
  }
}
