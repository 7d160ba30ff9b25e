package dev.tendhost.core.domain;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import org.jspecify.annotations.Nullable;

/** What an attempt to change a {@link HostMachine} gave. */
public sealed interface Move {
  /**
   * It is allowed.
   *
   * @param next the machine afterwards
   * @param event the change of state, not yet numbered; null if the state stays
   */
  record Moved(HostMachine next, @Nullable HostStateChanged event) implements Move {}

  /**
   * It is not, and changes nothing.
   *
   * @param error INVALID_TRANSITION
   */
  record Illegal(FleetError error) implements Move {}
}
