package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.config.HostConfig;
import java.util.List;
import java.util.Map;

/** Shows a run to its user, as text or as JSON. Called by one thread at a time. */
interface Report {
  /** The run begins. */
  void begin(List<HostConfig> hosts);

  /** These hosts are known from earlier runs; those of this run go on. */
  void restored(RestoredHosts hosts);

  /** What went on has ended so, and all is as in a run that begins. */
  void resumed(List<HostResult> hosts);

  /** Something happened. */
  void event(FleetEvent event);

  /** A host is done. */
  void done(HostOutcome host);

  /** The run ended, and changed nothing. */
  void end(Outcomes outcomes);

  /** Every host was asked, and now their plans are to be carried out. */
  void planned(Outcomes outcomes);

  /** Its user said no to the plans. */
  void declined(Outcomes outcomes);

  /** The update of these hosts begins. */
  void updating(List<HostName> hosts);

  /** These jobs are watched. */
  void attaching(Map<HostName, JobRef> jobs);

  /** A job is about to start: who knows it can attach to it whatever becomes of this run. */
  void job(HostName host, JobRef job);

  /** The update of a host is done. */
  void updated(HostResult host);

  /** The run ended. */
  void finished(Results results);

  /** The run could not be begun. */
  void error(FleetError error);
}
