package dev.tendhost.api.request;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an upgrade may do; data only.
 *
 * @param mode how far it may go; {@link UpgradeMode#WITH_NEW_PACKAGES} by default
 * @param excluded names of packages that stay as they are, {@code name:arch} for one architecture
 *     of several; none by default
 * @param downloadOnly fetch and do not install; off by default
 * @param repairInterrupted repair what an earlier transaction left half done before the upgrade;
 *     off by default: then such a host is refused
 * @param expectedPlanDigest refuse if the plan is not this one; null by default: any plan will do.
 *     Not part of a plan's own digest
 */
@WireType
public record UpgradeOptions(
    UpgradeMode mode,
    Set<String> excluded,
    boolean downloadOnly,
    boolean repairInterrupted,
    @Nullable String expectedPlanDigest) {

  private static final UpgradeOptions DEFAULTS =
      new UpgradeOptions(UpgradeMode.WITH_NEW_PACKAGES, Set.of(), false, false, null);

  /** Sorts the names; an absent mode is the default. */
  public UpgradeOptions {
    mode = mode == null ? UpgradeMode.WITH_NEW_PACKAGES : mode;
    excluded = Absent.sortedSet(excluded);
  }

  /**
   * New dependencies yes, removals no, nothing excluded.
   *
   * @return the defaults
   */
  public static UpgradeOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another mode.
   *
   * @param value how far the upgrade may go
   * @return a copy
   */
  public UpgradeOptions withMode(UpgradeMode value) {
    return new UpgradeOptions(value, excluded, downloadOnly, repairInterrupted, expectedPlanDigest);
  }

  /**
   * The same with other exclusions.
   *
   * @param names packages that stay as they are
   * @return a copy
   */
  public UpgradeOptions withExcluded(Set<String> names) {
    return new UpgradeOptions(mode, names, downloadOnly, repairInterrupted, expectedPlanDigest);
  }

  /**
   * The same, fetching only or not.
   *
   * @param value whether nothing is installed
   * @return a copy
   */
  public UpgradeOptions withDownloadOnly(boolean value) {
    return new UpgradeOptions(mode, excluded, value, repairInterrupted, expectedPlanDigest);
  }

  /**
   * The same, repairing first or not.
   *
   * @param value whether an interrupted transaction is repaired first
   * @return a copy
   */
  public UpgradeOptions withRepairInterrupted(boolean value) {
    return new UpgradeOptions(mode, excluded, downloadOnly, value, expectedPlanDigest);
  }

  /**
   * The same, bound to a plan.
   *
   * @param digest the only plan that is acceptable; null for any
   * @return a copy
   */
  public UpgradeOptions withExpectedPlanDigest(@Nullable String digest) {
    return new UpgradeOptions(mode, excluded, downloadOnly, repairInterrupted, digest);
  }
}
