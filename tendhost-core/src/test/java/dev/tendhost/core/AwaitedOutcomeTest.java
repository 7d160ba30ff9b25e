package dev.tendhost.core;

import static dev.tendhost.core.tck.Outcome.failure;
import static dev.tendhost.core.tck.Outcome.of;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.PackageInventory;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@link Fleet#outcome}: waiting for what somebody else has begun. */
class AwaitedOutcomeTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final OperationId ID = new OperationId("query-1");

  private final FakeManager apt = new FakeManager("apt");
  private final TestFleet test = new TestFleet(apt);
  private final Promise<PackageInventory> inventory = Promise.promise();

  @BeforeEach
  void begin() {
    apt.list = inventory::future;
    test.register("web-1");
    test.fleet.query(HOST, InventoryRequest.defaults().withOperation(ID));
    test.until(() -> of(test.fleet.status(HOST)).running() != null);
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void comesWithTheEndWhetherGoodOrBadAndStaysKnown() {
    Future<OperationOutcome> first = test.fleet.outcome(HOST, ID);
    Future<OperationOutcome> second = test.fleet.outcome(HOST, ID);
    of(test.fleet.status(HOST));
    assertThat(first.isComplete()).isFalse();
    inventory.fail("no");
    OperationOutcome outcome = of(first);
    assertThat(outcome.kind()).isEqualTo(OperationKind.QUERY_INVENTORY);
    assertThat(outcome.error()).isNotNull();
    assertThat(of(second)).isEqualTo(outcome);
    assertThat(of(test.fleet.outcome(HOST, ID))).isEqualTo(outcome);
  }

  @Test
  void ofWhatNobodyKnowsFails() {
    OperationId other = new OperationId("another");
    failure(FailureKind.OPERATION_NOT_FOUND, test.fleet.outcome(HOST, other));
    failure(FailureKind.HOST_NOT_FOUND, test.fleet.outcome(HostName.of("web-2"), ID));
  }

  @Test
  void failsWhereNobodyWillTellAnyMore() {
    Future<OperationOutcome> left = test.fleet.outcome(HOST, ID);
    of(test.fleet.status(HOST));
    of(test.fleet.unregister(HOST, true));
    failure(FailureKind.HOST_NOT_FOUND, left);
    of(test.tendhost.close());
    failure(FailureKind.CONTROLLER_UNAVAILABLE, test.fleet.outcome(HOST, ID));
  }
}
