package dev.tendhost.api;

import com.fasterxml.jackson.annotation.JsonCreator;

/**
 * Why something failed, as far as a caller would act differently. In JSON by its name; a name this
 * version does not know reads as {@link #INTERNAL}.
 */
public enum FailureKind {
  /** No host of that name is registered. */
  HOST_NOT_FOUND(false),
  /** A host of that name is registered already. */
  HOST_ALREADY_EXISTS(false),
  /** The host keeps no record of that operation: it never started, or 16 others ended since. */
  OPERATION_NOT_FOUND(false),
  /** The command makes no sense in the host's state. */
  INVALID_TRANSITION(false),
  /** The host is at work on something else; the details name it. */
  HOST_BUSY(true),
  /** The host is FAILED; Retry it first. */
  HOST_FAILED(false),
  /** The host is being unregistered. */
  HOST_LEAVING(false),
  /** No connection to the host could be made. */
  UNREACHABLE(true),
  /** The connection broke while a command ran; how the command ended is not known. */
  CONNECTION_LOST(true),
  /** It took longer than allowed. */
  TIMEOUT(true),
  /** The host lets nobody in at the moment: it is booting or shutting down. */
  LOGINS_REFUSED(true),
  /** The host refused our identity. */
  AUTHENTICATION(false),
  /** The host's key is not known. */
  HOST_KEY_UNKNOWN(false),
  /** The host's key is not the one known: somebody may be in between. */
  HOST_KEY_CHANGED(false),
  /** The host's key is marked as revoked: it must not be trusted any more. */
  HOST_KEY_REVOKED(false),
  /** Root is needed and could not be had. */
  PRIVILEGE(false),
  /** Our own key cannot be used: unreadable, unsafe permissions, wrong passphrase. */
  KEY_UNUSABLE(false),
  /** A command ran and failed in a way no other kind describes. */
  COMMAND_FAILED(false),
  /** The host has no package manager that is known. */
  PACKAGE_MANAGER_MISSING(false),
  /** Another process holds the package manager's lock; the details name it. */
  PACKAGES_LOCKED(true),
  /** A repository cannot be reached. */
  REPOSITORY_UNAVAILABLE(true),
  /** A repository is not signed, or by a key that is not trusted, or has changed its identity. */
  REPOSITORY_UNTRUSTED(false),
  /**
   * A transaction was interrupted, this one or an earlier; the message says what there is to do.
   */
  TRANSACTION_INTERRUPTED(false),
  /** A file system of the host is full. */
  NO_SPACE(false),
  /** Dependencies of installed packages are broken. */
  BROKEN_DEPENDENCIES(false),
  /** A tool's output was not understood; nothing was concluded from it. */
  UNPARSABLE_OUTPUT(false),
  /** What would be done is not what was approved. */
  PLAN_DRIFTED(false),
  /** A job of an earlier operation may still run on the host. */
  JOB_STILL_RUNNING(false),
  /** A job is gone and left no verdict. */
  JOB_LOST(false),
  /** The package manager's adapter cannot take up a running job again. */
  RESUME_UNSUPPORTED(false),
  /** A step of an upgrade was watched to its end, and the upgrade itself was not begun. */
  UPGRADE_NOT_BEGUN(true),
  /** Something on the host forbids a reboot at the moment; the details name it. */
  REBOOT_INHIBITED(true),
  /** The host did not prove that it rebooted. */
  REBOOT_UNPROVEN(false),
  /** The host answers and is not well. */
  UNHEALTHY(false),
  /** It is not the host's time; the details name the next opening. */
  OUTSIDE_WINDOW(false),
  /** A host is in another rollout already. */
  ROLLOUT_CONFLICT(false),
  /** State could not be stored; nothing was started. */
  STORE_FAILED(false),
  /** The fleet's controller did not answer. */
  CONTROLLER_UNAVAILABLE(true),
  /** A configuration or request cannot be right. */
  INVALID_CONFIGURATION(false),
  /** This version, or this adapter, cannot do it. */
  UNSUPPORTED(false),
  /** A fault in tendhost or in an adapter. */
  INTERNAL(false);

  private final boolean retryable;

  FailureKind(boolean retryable) {
    this.retryable = retryable;
  }

  /**
   * Whether the same request may succeed later without anybody changing anything.
   *
   * @return true if trying again makes sense
   */
  public boolean retryable() {
    return retryable;
  }

  @JsonCreator
  static FailureKind fromJson(String name) {
    for (FailureKind kind : values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    return INTERNAL;
  }
}
