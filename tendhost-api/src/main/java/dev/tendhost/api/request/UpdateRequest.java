package dev.tendhost.api.request;

import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host to update, or what an update would do.
 *
 * @param dryRun change nothing, only plan
 * @param options what the upgrade may do
 * @param operation the caller's name for the operation; null: one is made
 */
@WireType
public record UpdateRequest(
    boolean dryRun, UpgradeOptions options, @Nullable OperationId operation) {

  /** Absent options are the defaults. */
  public UpdateRequest {
    options = options == null ? UpgradeOptions.defaults() : options;
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
    return new UpdateRequest(dryRun, value, operation);
  }

  /**
   * The same under the caller's id.
   *
   * @param id the operation's id
   * @return a copy
   */
  public UpdateRequest withOperation(OperationId id) {
    return new UpdateRequest(dryRun, options, id);
  }
}
