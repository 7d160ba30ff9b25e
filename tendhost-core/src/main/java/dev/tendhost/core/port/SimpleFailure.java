package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;
import java.util.Optional;

/** A failure that is data. */
record SimpleFailure(FailureKind kind, String advice, Optional<String> holder)
    implements ToolFailure {
  /** What a shell exits with when a program is not there. */
  static final int NOT_FOUND = 127;
}
