package dev.tendhost.core.domain;

/** What can be asked of a host, as far as the state decides the answer. */
public enum CommandKind {
  QUERY_INVENTORY,
  DRY_RUN,
  START_UPDATE,
  REBOOT_IF_REQUIRED,
  HEALTH_CHECK,
  RETRY,
  ACKNOWLEDGE,
  FORGET_JOB,
  /** GetState, GetStatus and GetOperation. */
  READ
}
