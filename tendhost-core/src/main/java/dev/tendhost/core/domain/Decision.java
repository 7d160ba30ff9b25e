package dev.tendhost.core.domain;

/** What becomes of a command. */
public enum Decision {
  /** Answer at once from what is known. */
  ANSWER,
  /** Start the operation. */
  START,
  /** Leave FAILED, by taking up the job again if there is one. */
  RESET,
  /** Stay FAILED, and note that somebody has seen it. */
  MARK_SEEN,
  /** Stay FAILED without its job, of which somebody says that it is over. */
  FORGET,
  /** Refuse: the host is at work. */
  HOST_BUSY,
  /** Refuse: the host is FAILED. */
  HOST_FAILED,
  /** Refuse: the command makes no sense here. */
  INVALID_TRANSITION
}
