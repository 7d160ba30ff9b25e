package dev.tendhost.core.domain;

import static dev.tendhost.core.domain.CommandKind.ACKNOWLEDGE;
import static dev.tendhost.core.domain.CommandKind.DRY_RUN;
import static dev.tendhost.core.domain.CommandKind.FORGET_JOB;
import static dev.tendhost.core.domain.CommandKind.HEALTH_CHECK;
import static dev.tendhost.core.domain.CommandKind.QUERY_INVENTORY;
import static dev.tendhost.core.domain.CommandKind.READ;
import static dev.tendhost.core.domain.CommandKind.REBOOT_IF_REQUIRED;
import static dev.tendhost.core.domain.CommandKind.RETRY;
import static dev.tendhost.core.domain.CommandKind.START_UPDATE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The command table of the design, all 64 answers. */
class CommandTableTest {
  private static final String RESTING = "START";
  private static final String BUSY = "HOST_BUSY";

  //  columns: IDLE QUERYING PENDING_UPDATES UPDATING WAITING_REBOOT REBOOTING VERIFYING FAILED
  private static final Map<CommandKind, List<String>> TABLE =
      new EnumMap<>(
          Map.of(
              QUERY_INVENTORY, row(RESTING, "HOST_FAILED"),
              DRY_RUN, row(RESTING, "HOST_FAILED"),
              START_UPDATE, row(RESTING, "HOST_FAILED"),
              REBOOT_IF_REQUIRED, row(RESTING, "HOST_FAILED"),
              HEALTH_CHECK, row(RESTING, "START"),
              RETRY, row("INVALID_TRANSITION", "RESET"),
              ACKNOWLEDGE, row("INVALID_TRANSITION", "MARK_SEEN"),
              FORGET_JOB, row("INVALID_TRANSITION", "FORGET"),
              READ,
                  List.of(
                      "ANSWER", "ANSWER", "ANSWER", "ANSWER", "ANSWER", "ANSWER", "ANSWER",
                      "ANSWER")));

  private static List<String> row(String resting, String failed) {
    return List.of(resting, BUSY, resting, BUSY, resting, BUSY, BUSY, failed);
  }

  static Stream<Arguments> cells() {
    return Stream.of(CommandKind.values())
        .flatMap(
            kind ->
                Stream.of(HostState.values())
                    .map(state -> Arguments.of(state, kind, TABLE.get(kind).get(state.ordinal()))));
  }

  @ParameterizedTest(name = "{0}, {1}: {2}")
  @MethodSource("cells")
  void everyCell(HostState state, CommandKind command, String answer) {
    assertThat(CommandTable.decide(state, command)).hasToString(answer);
  }
}
