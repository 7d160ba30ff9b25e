package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.config.HostConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostSnapshotTest {
  private static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant AT = Instant.parse("2026-11-23T04:05:06.789123456Z");

  private static final Vitals VITALS =
      new Vitals(
          new BootIdentity(
              "c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6", Duration.ofMillis(61_250), 3L, AT),
          "degraded",
          List.of("nginx.service"));

  @Test
  void comesBackFromJsonAsItWas() throws Exception {
    HostSnapshot snapshot = full();
    String json = PLAIN.writeValueAsString(snapshot);
    HostSnapshot read = PLAIN.readValue(json, HostSnapshot.class);
    assertThat(read).isEqualTo(snapshot);
    assertThat(PLAIN.writeValueAsString(read)).isEqualTo(json);
    assertThat(json)
        .contains("\"state\":\"failed\"")
        .contains("\"2026-11-23T04:05:06.789123456Z\"")
        .contains("\"retries\":{\"query_inventory\":1,\"update\":2}");
  }

  @Test
  void theLeastComesBackToo() throws Exception {
    HostSnapshot least = least();
    String json = PLAIN.writeValueAsString(least);
    assertThat(PLAIN.readValue(json, HostSnapshot.class)).isEqualTo(least);
    assertThat(json).doesNotContain("null", "failed", "job", "vitals");
    assertThat(
            PLAIN.readValue(
                "{\"config\":{\"name\":\"web-1\"},\"state\":\"idle\"}", HostSnapshot.class))
        .isEqualTo(least);
  }

  @Test
  void whatALaterVersionAddsIsIgnored() throws Exception {
    String json = PLAIN.writeValueAsString(least()).replaceFirst("\\{", "{\"someday\":[1],");
    assertThat(PLAIN.readValue(json, HostSnapshot.class)).isEqualTo(least());
  }

  private static HostSnapshot least() {
    return HostSnapshot.fresh(HostConfig.of("web-1"));
  }

  private static HostSnapshot full() {
    JobRef job = new JobRef("apt", "install", "job-1", "9f86d081");
    FleetError error =
        FleetError.of(FailureKind.CONNECTION_LOST, HostName.of("web-1"), "the link broke");
    return new HostSnapshot(
        HostConfig.of("web-1"),
        HostState.FAILED,
        new RunningOperation(new OperationId("op"), OperationKind.UPDATE, AT),
        job,
        UpgradeOptions.defaults(),
        List.of(
            new UpdateResult("apt", UpdateResult.Outcome.NOT_STARTED, List.of(), List.of(), null)),
        new HostInventory(
            AT,
            List.of(new PackageInventory("apt", List.of(), Duration.ofSeconds(61), List.of())),
            new RebootVerdict(RebootVerdict.Verdict.UNKNOWN, List.of("no evidence"))),
        AT,
        VITALS,
        null,
        new FailedState(HostState.UPDATING, error, OperationKind.UPDATE, AT, 2, true, job),
        Map.of(OperationKind.UPDATE, 2, OperationKind.QUERY_INVENTORY, 1),
        List.of(
            new OperationOutcome(
                new OperationId("old"), OperationKind.UPDATE, AT, AT, null, error)),
        true);
  }
}
