package dev.tendhost.core.actor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;

/** The envelope of every answer of an actor. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "reply")
public sealed interface Reply {
  /** It went well. */
  record Ok(Answer value) implements Reply {}

  /** It did not. */
  record Err(FleetError error) implements Reply {}

  /** An error that names its host. */
  static Reply err(FailureKind kind, HostName host, String message) {
    return new Err(FleetError.of(kind, host, message));
  }
}
