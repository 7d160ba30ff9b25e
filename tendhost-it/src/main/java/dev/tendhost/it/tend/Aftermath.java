package dev.tendhost.it.tend;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.response.RebootProof;

/** What came after the package managers of a host were done. */
sealed interface Aftermath {
  /** It was rebooted, and is up and well again. */
  record Rebooted(RebootProof proof) implements Aftermath {}

  /** It was to be rebooted or looked at again, and that failed. */
  record Failed(FleetError error) implements Aftermath {}

  /** The run was interrupted while the host rebooted; it comes back, or not, by itself. */
  record Rebooting() implements Aftermath {}
}
