package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;

/** Shows a run to its user, as text or as JSON. Called by one thread at a time. */
interface Report {
  /** The run begins. */
  void begin(HostName host);

  /** Something happened. */
  void event(FleetEvent event);

  /** The run ended well. */
  void findings(Findings findings);

  /** The run ended with an error. */
  void error(FleetError error);

  /** The run was ended by its user. */
  void interrupted(HostName host);
}
