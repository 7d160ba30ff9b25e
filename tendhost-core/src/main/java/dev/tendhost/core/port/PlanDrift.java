package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Refuses a plan that is not the one that was approved; for {@link PackageManager#upgradeAll}. */
public final class PlanDrift {
  private static final int SHOWN = 10;

  private PlanDrift() {}

  /**
   * Lets through what was expected.
   *
   * @param host what the error calls the host
   * @param plan what would be done now
   * @return the same plan
   * @throws TendhostException PLAN_DRIFTED if its options expect another digest
   */
  public static UpdatePlan require(HostName host, UpdatePlan plan) {
    String expected = plan.options().expectedPlanDigest();
    if (expected == null || expected.equals(plan.digest())) {
      return plan;
    }
    throw error(host, null, plan);
  }

  /**
   * The error, with the difference.
   *
   * @param host what it calls the host
   * @param expected the plan that was approved; null if only its digest is known
   * @param now what would be done now
   * @return PLAN_DRIFTED, to be thrown before anything is changed
   */
  public static TendhostException error(
      HostName host, @Nullable UpdatePlan expected, UpdatePlan now) {
    String difference =
        expected == null
            ? "it would now do: " + list(now.changes().stream().map(PlanDrift::text).toList())
            : difference(expected, now);
    return new TendhostException(
        new FleetError(
            FailureKind.PLAN_DRIFTED,
            host,
            "nothing was changed: the plan of "
                + now.manager()
                + " is not the one that was approved ("
                + difference
                + "); look at the new plan and approve that",
            null,
            Map.of("manager", now.manager(), "digest", now.digest())));
  }

  private static String difference(UpdatePlan expected, UpdatePlan now) {
    Map<String, String> before = texts(expected.changes());
    Map<String, String> after = texts(now.changes());
    List<String> differences = new ArrayList<>();
    after.forEach(
        (key, text) -> {
          String old = before.get(key);
          if (old == null) {
            differences.add("new: " + text);
          } else if (!old.equals(text)) {
            differences.add("approved: " + old + ", now: " + text);
          }
        });
    before.forEach(
        (key, text) -> {
          if (!after.containsKey(key)) {
            differences.add("no longer: " + text);
          }
        });
    UpgradeOptions asked = expected.options().withExpectedPlanDigest(null);
    if (!asked.equals(now.options().withExpectedPlanDigest(null))) {
      differences.add("other options");
    }
    return list(differences);
  }

  private static Map<String, String> texts(List<PackageChange> changes) {
    Map<String, String> texts = new TreeMap<>();
    changes.forEach(
        change ->
            texts.merge(
                change.name() + " " + change.arch(),
                text(change),
                (one, another) -> one + " and " + another));
    return texts;
  }

  private static String text(PackageChange change) {
    String from = change.from() == null ? "" : " " + change.from();
    String to = change.to() == null ? "" : (from.isEmpty() ? " " : " to ") + change.to();
    return change.action().name().toLowerCase(Locale.ROOT) + " " + change.name() + from + to;
  }

  private static String list(List<String> texts) {
    if (texts.isEmpty()) {
      return "nothing";
    }
    String shown = String.join("; ", texts.subList(0, Math.min(SHOWN, texts.size())));
    return texts.size() <= SHOWN ? shown : shown + "; and " + (texts.size() - SHOWN) + " more";
  }
}
