package dev.tendhost.core.port;

import dev.tendhost.api.FailureKind;
import java.util.Optional;

/** A way in which commands of one tool fail. For authors of adapters; often an enum of theirs. */
public interface ToolFailure {
  /** {@return what a caller would act on} */
  FailureKind kind();

  /** {@return what happened and what to do, for people} */
  String advice();

  /** {@return who holds the tool's lock, as far as the tool tells it; empty if it is no lock} */
  default Optional<String> holder() {
    return Optional.empty();
  }

  /**
   * A failure that is no lock.
   *
   * @param kind what a caller would act on
   * @param advice what happened and what to do, for people
   * @return the failure
   */
  static ToolFailure of(FailureKind kind, String advice) {
    return new SimpleFailure(kind, advice, Optional.empty());
  }

  /**
   * A lock that somebody else holds: PACKAGES_LOCKED.
   *
   * @param holder who, as far as the tool tells it
   * @param advice what to do, for people
   * @return the failure
   */
  static ToolFailure lockedBy(String holder, String advice) {
    return new SimpleFailure(FailureKind.PACKAGES_LOCKED, advice, Optional.of(holder));
  }

  /**
   * What a failed command means when nothing more is known of it: PACKAGE_MANAGER_MISSING at exit
   * code 127, as shells have it for a program that is not there, else COMMAND_FAILED.
   *
   * @param result of the command
   * @return the failure
   */
  static ToolFailure usual(CommandResult result) {
    Integer exitCode = result.exitCode();
    return exitCode != null && exitCode == SimpleFailure.NOT_FOUND
        ? of(FailureKind.PACKAGE_MANAGER_MISSING, "the tool is not installed on this host")
        : of(FailureKind.COMMAND_FAILED, "the command failed; its standard error says why");
  }
}
