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
import java.util.Set;
import java.util.stream.Stream;

/** One of every request with all its parts, and one with as few as it can have. */
final class RequestSamples {
  private static final FleetFilter FILTER =
      new FleetFilter(
          Set.of(HostName.of("web-2"), HostName.of("Web-1")),
          Set.of("web", "prod"),
          Set.of("eu"),
          Set.of(HostState.PENDING_UPDATES, HostState.IDLE),
          Set.of(HostName.of("web-9")));

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
        request("", new FleetUpdateRequest(FILTER, options(), true)),
        request(
            "minimal", new FleetUpdateRequest(FleetFilter.all(), UpgradeOptions.defaults(), false)),
        request(
            "",
            InventoryRequest.defaults().withRefresh(false).withOperation(EventSamples.OPERATION)),
        request("minimal", InventoryRequest.defaults()),
        request("", new ListHostsRequest(FILTER, HostName.of("web-1"), 100)),
        request("minimal", ListHostsRequest.first()),
        request("", new RebootRequest(true, EventSamples.OPERATION)),
        request("minimal", RebootRequest.ifRequired()),
        request(
            "", UpdateRequest.plan().withOptions(options()).withOperation(EventSamples.OPERATION)),
        request("minimal", UpdateRequest.apply()),
        request("", options()),
        request("minimal", UpgradeOptions.defaults()));
  }

  private static Sample request(String variant, Object value) {
    return Sample.of("request", variant, value);
  }
}
