package dev.tendhost.api.request;

import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host what is newer.
 *
 * @param refresh whether metadata is fetched first; null: yes where the host lets us become root
 * @param operation the caller's name for the operation; null: one is made
 */
@WireType
public record InventoryRequest(@Nullable Boolean refresh, @Nullable OperationId operation) {

  /**
   * Refreshes where it can become root.
   *
   * @return the defaults
   */
  public static InventoryRequest defaults() {
    return new InventoryRequest(null, null);
  }

  /**
   * The same, refreshing or not.
   *
   * @param value whether metadata is fetched first
   * @return a copy
   */
  public InventoryRequest withRefresh(boolean value) {
    return new InventoryRequest(value, operation);
  }

  /**
   * The same under the caller's id.
   *
   * @param id the operation's id
   * @return a copy
   */
  public InventoryRequest withOperation(OperationId id) {
    return new InventoryRequest(refresh, id);
  }
}
