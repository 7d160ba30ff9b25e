package dev.tendhost.pkg.internal.compose;

import static java.util.stream.Collectors.toCollection;

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
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /**
   * Refuses if this is not the plan that was approved.
   *
   * @param last the last plan that was told; null if there is none
   */
  void refuseDrift(@Nullable UpdatePlan last) {
    String expected = plan.options().expectedPlanDigest();
    if (expected == null || expected.equals(plan.digest())) {
      return;
    }
    Map<String, String> details = new TreeMap<>();
    details.put("expected", expected);
    details.put("digest", plan.digest());
    details.put("now", String.join("; ", lines(plan)));
    if (last != null && last.digest().equals(expected)) {
      TreeSet<String> gone = lines(last);
      gone.removeAll(lines(plan));
      TreeSet<String> added = lines(plan);
      added.removeAll(lines(last));
      details.put("gone", String.join("; ", gone));
      details.put("added", String.join("; ", added));
    }
    throw new TendhostException(
        new FleetError(
            FailureKind.PLAN_DRIFTED,
            null,
            "what would be done is not what was approved; look at the plan again",
            null,
            details));
  }

  private static TreeSet<String> lines(UpdatePlan plan) {
    return plan.changes().stream()
        .map(each -> each.name() + " " + each.from() + " -> " + each.to())
        .collect(toCollection(TreeSet::new));
  }
}
