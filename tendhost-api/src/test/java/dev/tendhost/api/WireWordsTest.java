package dev.tendhost.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that a program compares. */
class WireWordsTest {
  private static final ObjectMapper PLAIN = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({
    "IDLE, idle",
    "QUERYING, querying",
    "PENDING_UPDATES, pending_updates",
    "UPDATING, updating",
    "WAITING_REBOOT, waiting_reboot",
    "REBOOTING, rebooting",
    "VERIFYING, verifying",
    "FAILED, failed"
  })
  void statesAreInSnakeCase(HostState state, String word) throws Exception {
    assertThat(PLAIN.writeValueAsString(state)).isEqualTo('"' + word + '"');
    assertThat(PLAIN.readValue('"' + word + '"', HostState.class)).isEqualTo(state);
  }

  @Test
  void thereAreEightStates() {
    assertThat(HostState.values()).hasSize(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"SOMETHING_NEW\"", "\"\"", "\"host_busy\""})
  void anUnknownKindReadsAsInternal(String json) throws Exception {
    assertThat(PLAIN.readValue(json, FailureKind.class)).isEqualTo(FailureKind.INTERNAL);
    FleetError error =
        PLAIN.readValue("{\"kind\":" + json + ",\"message\":\"m\"}", FleetError.class);
    assertThat(error).isEqualTo(FleetError.of(FailureKind.INTERNAL, null, "m"));
  }

  @Test
  void theseKindsAreRetryableAndNoOthers() {
    assertThat(FailureKind.values())
        .filteredOn(FailureKind::retryable)
        .containsExactlyInAnyOrder(
            FailureKind.HOST_BUSY,
            FailureKind.UNREACHABLE,
            FailureKind.CONNECTION_LOST,
            FailureKind.TIMEOUT,
            FailureKind.LOGINS_REFUSED,
            FailureKind.PACKAGES_LOCKED,
            FailureKind.REBOOT_INHIBITED,
            FailureKind.REPOSITORY_UNAVAILABLE,
            FailureKind.UPGRADE_NOT_BEGUN,
            FailureKind.CONTROLLER_UNAVAILABLE);
  }

  @Test
  void anErrorCanBeSaidOfAHost() {
    FleetError error = FleetError.of(FailureKind.TIMEOUT, null, "m");
    assertThat(error.withHost(HostName.of("a")))
        .isEqualTo(FleetError.of(FailureKind.TIMEOUT, HostName.of("a"), "m"));
    assertThat(error.host()).isNull();
  }
}
