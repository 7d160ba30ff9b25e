package dev.tendhost.core.domain;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an attempt to change a {@link HostMachine} gave. */
public sealed interface Move {
  /**
   * It is allowed.
   *
   * @param next the machine afterwards
   * @param event the change of state, not yet numbered; null if the state stays
   */
  record Moved(HostMachine next, @Nullable HostStateChanged event) implements Move {
    /** What there is to tell of it, not yet numbered. */
    public List<FleetEvent> events() {
      return event == null ? List.of() : List.of(event);
    }
  }

  /**
   * It is not, and changes nothing.
   *
   * @param error INVALID_TRANSITION
   */
  record Illegal(FleetError error) implements Move {}
}
