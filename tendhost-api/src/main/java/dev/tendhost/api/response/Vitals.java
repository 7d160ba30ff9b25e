package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a host is up.
 *
 * @param boot which boot it is
 * @param system systemd's word for the whole system, such as {@code running} or {@code degraded};
 *     null without systemd
 * @param failedUnits systemd's failed units, in the order of their names
 */
@WireType
public record Vitals(BootIdentity boot, @Nullable String system, List<String> failedUnits) {

  /** Copies the units. */
  public Vitals {
    failedUnits = Absent.list(failedUnits);
  }
}
