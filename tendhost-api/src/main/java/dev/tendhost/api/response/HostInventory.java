package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.time.Instant;
import java.util.List;

/**
 * What all package managers of one host answered to one query.
 *
 * @param queriedAt when the query ended, by the controller's clock
 * @param managers one inventory a manager, in the order in which updates run
 * @param reboot whether a reboot is due, all evidence together
 */
@WireType
public record HostInventory(
    @JsonFormat(shape = JsonFormat.Shape.STRING) Instant queriedAt,
    List<PackageInventory> managers,
    RebootVerdict reboot) {

  /** Copies the list. */
  public HostInventory {
    managers = Absent.list(managers);
  }
}
