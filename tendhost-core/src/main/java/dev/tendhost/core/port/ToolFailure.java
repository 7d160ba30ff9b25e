package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;

/** A way in which commands of one tool fail. */
public interface ToolFailure {
  /** {@return what a caller would act on} */
  FailureKind kind();

  /** {@return what happened and what to do, for people} */
  String advice();
}
