package dev.tendhost.core.domain;

import dev.tendhost.api.HostState;

/** Which command is possible in which state. */
public final class CommandTable {
  private CommandTable() {}

  /** The answer to a command for a host that stands here and has no operation running. */
  public static Decision decide(HostState state, CommandKind command) {
    if (command == CommandKind.READ) {
      return Decision.ANSWER;
    }
    return switch (state) {
      case IDLE, PENDING_UPDATES, WAITING_REBOOT -> resting(command);
      case QUERYING, UPDATING, REBOOTING, VERIFYING -> Decision.HOST_BUSY;
      case FAILED -> failed(command);
    };
  }

  private static Decision resting(CommandKind command) {
    return switch (command) {
      case QUERY_INVENTORY, DRY_RUN, START_UPDATE, REBOOT_IF_REQUIRED, HEALTH_CHECK ->
          Decision.START;
      case RETRY, ACKNOWLEDGE, FORGET_JOB -> Decision.INVALID_TRANSITION;
      case READ -> Decision.ANSWER;
    };
  }

  private static Decision failed(CommandKind command) {
    return switch (command) {
      case QUERY_INVENTORY, DRY_RUN, START_UPDATE, REBOOT_IF_REQUIRED -> Decision.HOST_FAILED;
      case HEALTH_CHECK -> Decision.START;
      case RETRY -> Decision.RESET;
      case ACKNOWLEDGE -> Decision.MARK_SEEN;
      case FORGET_JOB -> Decision.FORGET;
      case READ -> Decision.ANSWER;
    };
  }
}
