package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.tck.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An update that is bound to plans, on a host with two managers. */
class ApprovedPlansTest {
  private final FakeManager apt = new FakeManager("apt");
  private final FakeManager compose = new FakeManager("compose");
  private final TestFleet test = new TestFleet(apt, compose);
  private final Fleet fleet = test.fleet;
  private final HostName host = test.register("web-1");

  ApprovedPlansTest() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    compose.upgradable = List.of(FakeManager.upgradable("shop"));
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void whatWasApprovedIsDone() {
    apt.upgrade =
        (options, listener) -> {
          assertThat(options.expectedPlanDigest()).isNotNull();
          return apt.done();
        };

    HostUpdateResult result = await(fleet.update(host, approved()));

    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
    assertThat(result.managers()).allMatch(each -> each.changes().size() == 1);
  }

  @Test
  void ifOnePlanDriftedNoManagerStartsAndTheErrorTellsTheDifference() {
    UpdateRequest request = approved();
    compose.upgradable =
        List.of(FakeManager.upgradable("shop"), FakeManager.upgradable("database"));

    FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, fleet.update(host, request));

    assertThat(error.message())
        .contains("compose")
        .contains("new: upgrade database 1 to 2")
        .doesNotContain("shop");
    assertThat(apt.asked).doesNotContain("upgrade");
    assertThat(compose.asked).doesNotContain("upgrade");
    assertThat(await(fleet.status(host)).state()).isEqualTo(HostState.PENDING_UPDATES);
  }

  @Test
  void aManagerThatNobodyApprovedAPlanOfMayChangeNothing() {
    Map<String, String> aptAlone = digests();
    aptAlone.remove("compose");

    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED,
            fleet.update(host, UpdateRequest.apply().withExpectedPlans(aptAlone)));
    assertThat(error.message()).contains("it would now do: upgrade shop 1 to 2");

    compose.upgradable = List.of();
    HostUpdateResult result =
        await(fleet.update(host, UpdateRequest.apply().withExpectedPlans(aptAlone)));
    assertThat(result.outcome()).isEqualTo(HostUpdateResult.Outcome.UPDATED);
  }

  @Test
  void aPlanThatWasToldToSomebodyElseIsNotCompared() {
    String digest =
        PlanDigest.of("apt", UpgradeOptions.defaults().withDownloadOnly(true), List.of());

    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED,
            fleet.update(host, UpdateRequest.apply().withExpectedPlans(Map.of("apt", digest))));

    assertThat(error.message()).contains("it would now do: upgrade hello 1 to 2");
  }

  @Test
  void aRepairIsWorkAlsoIfNothingElseIs() {
    compose.detect = () -> Future.succeededFuture(false);
    apt.upgradable = List.of();
    apt.list =
        () ->
            Future.succeededFuture(
                new PackageInventory("apt", List.of(), Duration.ZERO, List.of("half done")));
    UpgradeOptions repair = UpgradeOptions.defaults().withRepairInterrupted(true);

    await(fleet.update(host, UpdateRequest.apply().withOptions(repair.withDownloadOnly(true))));
    assertThat(apt.asked).doesNotContain("upgrade");

    await(fleet.update(host, UpdateRequest.apply().withOptions(repair)));
    assertThat(apt.asked).contains("upgrade");
  }

  @Test
  void aManagerThatNobodyApprovedAPlanOfRepairsNothing() {
    UpgradeOptions repair = UpgradeOptions.defaults().withRepairInterrupted(true);
    compose.upgradable = List.of();
    compose.list =
        () ->
            Future.succeededFuture(
                new PackageInventory("compose", List.of(), Duration.ZERO, List.of("half done")));
    String digest = await(fleet.plan(host, repair)).plans().get(0).digest();
    List<UpgradeOptions> heard = new ArrayList<>();
    compose.upgrade =
        (options, listener) -> {
          heard.add(options);
          return compose.nothing();
        };

    await(
        fleet.update(
            host,
            UpdateRequest.apply().withOptions(repair).withExpectedPlans(Map.of("apt", digest))));

    assertThat(apt.asked).contains("upgrade");
    assertThat(heard).hasSize(1).noneMatch(UpgradeOptions::repairInterrupted);
  }

  private UpdateRequest approved() {
    return UpdateRequest.apply().withExpectedPlans(digests());
  }

  private Map<String, String> digests() {
    return await(fleet.plan(host, UpgradeOptions.defaults())).plans().stream()
        .collect(Collectors.toMap(UpdatePlan::manager, UpdatePlan::digest));
  }
}
