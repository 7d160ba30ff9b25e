package dev.tendhost.api.request;

import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host to update, or what an update would do.
 *
 * @param dryRun change nothing, only plan
 * @param options what the upgrade may do
 * @param operation the caller's name for the operation; null: one is made
 * @param expectedPlans the digests of the plans that were approved, by the ids of their managers;
 *     the update is refused with PLAN_DRIFTED if one is another now, or if a manager that is not
 *     named would change anything. None, the default: any plan will do, unless the options say
 */
@WireType
public record UpdateRequest(
    boolean dryRun,
    UpgradeOptions options,
    @Nullable OperationId operation,
    Map<String, String> expectedPlans) {

  /** Absent options are the defaults. */
  public UpdateRequest {
    options = options == null ? UpgradeOptions.defaults() : options;
    expectedPlans = Absent.sortedMap(expectedPlans);
  }

  /**
   * One that is bound to no plan.
   *
   * @param dryRun change nothing, only plan
   * @param options what the upgrade may do
   * @param operation the caller's name for the operation; null: one is made
   */
  public UpdateRequest(boolean dryRun, UpgradeOptions options, @Nullable OperationId operation) {
    this(dryRun, options, operation, Map.of());
  }

  /**
   * A real update with default options.
   *
   * @return the request
   */
  public static UpdateRequest apply() {
    return new UpdateRequest(false, UpgradeOptions.defaults(), null);
  }

  /**
   * A dry run with default options.
   *
   * @return the request
   */
  public static UpdateRequest plan() {
    return new UpdateRequest(true, UpgradeOptions.defaults(), null);
  }

  /**
   * The same with other options.
   *
   * @param value what the upgrade may do
   * @return a copy
   */
  public UpdateRequest withOptions(UpgradeOptions value) {
    return new UpdateRequest(dryRun, value, operation, expectedPlans);
  }

  /**
   * The same under the caller's id.
   *
   * @param id the operation's id
   * @return a copy
   */
  public UpdateRequest withOperation(OperationId id) {
    return new UpdateRequest(dryRun, options, id, expectedPlans);
  }

  /**
   * The same, bound to plans.
   *
   * @param digests of the plans that were approved, by the ids of their managers
   * @return a copy
   */
  public UpdateRequest withExpectedPlans(Map<String, String> digests) {
    return new UpdateRequest(dryRun, options, operation, digests);
  }
}
