package dev.tendhost.api.request;

import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Asks a host to reboot if that is due. Nothing reboots on NOT_REQUIRED.
 *
 * @param force override policy and window, and reboot on UNKNOWN too
 * @param operation the caller's name for the operation; null: one is made
 */
@WireType
public record RebootRequest(boolean force, @Nullable OperationId operation) {

  /**
   * By policy and window.
   *
   * @return the request
   */
  public static RebootRequest ifRequired() {
    return new RebootRequest(false, null);
  }

  /**
   * The same, forced or not.
   *
   * @param value whether policy and window are overridden, and UNKNOWN is enough
   * @return a copy
   */
  public RebootRequest withForce(boolean value) {
    return new RebootRequest(value, operation);
  }

  /**
   * The same under the caller's id.
   *
   * @param id the operation's id
   * @return a copy
   */
  public RebootRequest withOperation(OperationId id) {
    return new RebootRequest(force, id);
  }
}
