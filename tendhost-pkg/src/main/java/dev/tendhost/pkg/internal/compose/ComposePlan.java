package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.PlanDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an update of a host's stacks would do.
 *
 * @param plan for people and programs
 * @param updates the same with all that carrying it out takes
 */
record ComposePlan(UpdatePlan plan, List<Update> updates) {
  /** Refuses what cannot be honoured. Every mode can: no service is ever added or removed. */
  static void check(UpgradeOptions options) {
    if (options.downloadOnly()) {
      throw new TendhostException(
          FailureKind.UNSUPPORTED,
          null,
          "the compose adapter cannot fetch without putting to work; leave out downloadOnly");
    }
  }

  static ComposePlan of(Survey survey, UpgradeOptions options) {
    List<Update> updates = new ArrayList<>();
    List<HeldBackPackage> excluded = new ArrayList<>();
    for (Update each : survey.updates()) {
      if (each.excludedBy(options.excluded())) {
        excluded.add(new HeldBackPackage(each.name(), null, HeldBackReason.EXCLUDED));
      } else {
        updates.add(each);
      }
    }
    if (survey.updates().isEmpty()) {
      refuseSilence(survey);
    }
    List<PackageChange> changes = updates.stream().map(Update::change).toList();
    String digest = PlanDigest.of(Compose.ID, options, changes);
    return new ComposePlan(
        new UpdatePlan(Compose.ID, options, changes, excluded, digest), List.copyOf(updates));
  }

  /** "Nothing to do" would be a guess if somebody who had to be asked did not answer. */
  private static void refuseSilence(Survey survey) {
    List<UncheckedPackage> silent =
        survey.unchecked().stream().filter(each -> each.reason().failed()).toList();
    if (silent.isEmpty()) {
      return;
    }
    boolean passes =
        silent.stream()
            .allMatch(
                each ->
                    switch (each.reason()) {
                      case RATE_LIMITED, UNREACHABLE -> true;
                      default -> false;
                    });
    Map<String, String> details = new TreeMap<>();
    silent.forEach(each -> details.put(each.name(), each.reason() + ": " + each.detail()));
    throw new TendhostException(
        new FleetError(
            passes ? FailureKind.REPOSITORY_UNAVAILABLE : FailureKind.COMMAND_FAILED,
            null,
            "no newer image is known, and of these it could not be told: "
                + String.join(", ", details.keySet()),
            null,
            details));
  }
}
