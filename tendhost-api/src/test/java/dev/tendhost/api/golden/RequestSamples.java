package dev.tendhost.api.golden;

import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** One of every request with all its parts, and one with as few as it can have. */
final class RequestSamples {
  private static final FleetFilter FILTER =
      FleetFilter.all()
          .withNames(Set.of(HostName.of("web-2"), HostName.of("Web-1")))
          .withTags(Set.of("web", "prod"))
          .withGroups(Set.of("eu"))
          .withStates(Set.of(HostState.PENDING_UPDATES, HostState.IDLE))
          .withExcluded(Set.of(HostName.of("web-9")));

  private RequestSamples() {}

  static UpgradeOptions options() {
    return UpgradeOptions.defaults()
        .withMode(UpgradeMode.WITH_REMOVALS)
        .withExcluded(Set.of("linux-image-amd64", "docker-ce"))
        .withDownloadOnly(true)
        .withRepairInterrupted(true)
        .withExpectedPlanDigest("9f86d081");
  }

  static Stream<Sample> all() {
    return Stream.of(
        request("", FILTER),
        request("minimal", FleetFilter.all()),
        request("", FleetUpdateRequest.plan(FILTER).withOptions(options())),
        request("minimal", FleetUpdateRequest.apply(FleetFilter.all())),
        request(
            "",
            InventoryRequest.defaults().withRefresh(false).withOperation(EventSamples.OPERATION)),
        request("minimal", InventoryRequest.defaults()),
        request(
            "",
            ListHostsRequest.first()
                .withFilter(FILTER)
                .withAfter(HostName.of("web-1"))
                .withLimit(100)),
        request("minimal", ListHostsRequest.first()),
        request(
            "", RebootRequest.ifRequired().withForce(true).withOperation(EventSamples.OPERATION)),
        request("minimal", RebootRequest.ifRequired()),
        request(
            "",
            UpdateRequest.plan()
                .withOptions(options())
                .withOperation(EventSamples.OPERATION)
                .withExpectedPlans(Map.of("compose", "60303ae2", "apt", "9f86d081"))),
        request("minimal", UpdateRequest.apply()),
        request("", options()),
        request("minimal", UpgradeOptions.defaults()));
  }

  private static Sample request(String variant, Object value) {
    return Sample.of("request", variant, value);
  }
}
