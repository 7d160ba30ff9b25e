package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.core.config.HostConfig;
import java.util.List;

/** Shows a run to its user, as text or as JSON. Called by one thread at a time. */
interface Report {
  /** The run begins. */
  void begin(List<HostConfig> hosts);

  /** Something happened. */
  void event(FleetEvent event);

  /** A host is done. */
  void done(HostOutcome host);

  /** The run ended. */
  void end(Outcomes outcomes);

  /** The run could not be begun. */
  void error(FleetError error);
}
