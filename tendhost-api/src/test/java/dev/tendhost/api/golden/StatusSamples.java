package dev.tendhost.api.golden;

import static dev.tendhost.api.golden.ResponseSamples.response;

import dev.tendhost.api.HostState;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.PendingSummary;
import dev.tendhost.api.response.RunningOperation;
import java.util.Set;
import java.util.stream.Stream;

/** Hosts as their actors tell them. */
final class StatusSamples {
  private static final PendingSummary PENDING =
      new PendingSummary(12, 3, 1, 0, EventSamples.AT, EventSamples.AT.plusSeconds(86_400), 2);
  private static final FailedState FAILED =
      new FailedState(
          HostState.UPDATING,
          EventSamples.ERROR,
          OperationKind.UPDATE,
          EventSamples.AT,
          2,
          true,
          new JobRef("apt", "install", "job-1", "9f86d081"));

  private StatusSamples() {}

  static RunningOperation running() {
    return new RunningOperation(EventSamples.OPERATION, OperationKind.DRY_RUN, EventSamples.AT);
  }

  static HostStatus idle() {
    return new HostStatus(
        EventSamples.HOST,
        HostState.IDLE,
        Set.of(),
        Set.of(),
        null,
        null,
        null,
        null,
        null,
        false,
        false,
        null);
  }

  static Stream<Sample> all() {
    return Stream.of(
        response("", PENDING),
        response("minimal", new PendingSummary(0, 0, 0, 0, EventSamples.AT, null)),
        response("", FAILED),
        response(
            "minimal",
            new FailedState(
                HostState.QUERYING,
                EventSamples.ERROR,
                OperationKind.QUERY_INVENTORY,
                EventSamples.AT,
                0,
                false,
                null)),
        response("minimal", idle()),
        response("", full()));
  }

  /** No host has all of this at once; the file shows where each part goes. */
  private static HostStatus full() {
    return new HostStatus(
        EventSamples.HOST,
        HostState.FAILED,
        Set.of("web", "prod"),
        Set.of("eu"),
        PENDING,
        PackageSamples.rebootVerdict(),
        EventSamples.AT,
        running(),
        FAILED,
        true,
        true,
        PackageSamples.hostInventory());
  }
}
