package dev.tendhost.core.domain;

import static dev.tendhost.api.HostState.FAILED;
import static dev.tendhost.api.HostState.IDLE;
import static dev.tendhost.api.HostState.PENDING_UPDATES;
import static dev.tendhost.api.HostState.QUERYING;
import static dev.tendhost.api.HostState.REBOOTING;
import static dev.tendhost.api.HostState.UPDATING;
import static dev.tendhost.api.HostState.VERIFYING;
import static dev.tendhost.api.HostState.WAITING_REBOOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostState;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The law, all 64 pairs, written as the table of the design and not as the code has it. */
class HostTransitionsTest {
  //  columns:        IDLE QUER PEND UPDA WAIT REBO VERI FAIL
  private static final Map<HostState, String> LAW =
      new EnumMap<>(
          Map.of(
              IDLE, "            no   yes  no   no   no   no   no   yes",
              QUERYING, "        yes  no   yes  no   yes  no   no   yes",
              PENDING_UPDATES, " no   yes  no   yes  no   no   no   yes",
              UPDATING, "        yes  no   yes  no   yes  no   no   yes",
              WAITING_REBOOT, "  no   yes  no   no   no   yes  yes  yes",
              REBOOTING, "       no   no   no   no   no   no   yes  yes",
              VERIFYING, "       yes  no   yes  no   yes  no   no   yes",
              FAILED, "          yes  no   no   yes  no   no   no   no"));

  static Stream<Arguments> pairs() {
    return Stream.of(HostState.values())
        .flatMap(
            from -> {
              List<String> row = List.of(LAW.get(from).trim().split("\\s+"));
              return Stream.of(HostState.values())
                  .map(to -> Arguments.of(from, to, row.get(to.ordinal()).equals("yes")));
            });
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @MethodSource("pairs")
  void everyPair(HostState from, HostState to, boolean allowed) {
    assertThat(HostTransitions.allows(from, to)).isEqualTo(allowed);
    assertThat(HostTransitions.next(from).contains(to)).isEqualTo(allowed);
  }
}
