package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.internal.SudoQuestion;

/** What our script says behind the marker; a number may follow. */
final class Frame {
  /** The command starts; the number is its process group. On standard error without one. */
  static final char STARTED = 's';

  /** sudo is started in its place, and may still refuse; the number is its process group. */
  static final char STARTED_BY_SUDO = 'u';

  /** sudo is started and will ask for a password; the number is its process group. */
  static final char ASKING = 'a';

  /** sudo asks, on standard error. */
  static final char PROMPT = 'p';

  /** A {@link Guard} waits for its script. */
  static final char READY = 'g';

  /** Our own answer to that, so that it is a line of ours and no other. */
  static final char SCRIPT = 'h';

  /** There is no such program. */
  static final char MISSING = 'n';

  /** There is such a file, which may not be executed. */
  static final char NOT_EXECUTABLE = 'x';

  /** There is no sudo. */
  static final char NO_SUDO = 'm';

  /** Asked: sudo refuses the command in those words, and so did not run it. */
  static final char REFUSES = SudoQuestion.REFUSES;

  /** Asked: sudo runs the command, so the words were its own. */
  static final char RUNS = SudoQuestion.RUNS;

  /** Asked: this sudo does not tell. */
  static final char UNSURE = SudoQuestion.UNSURE;

  /** Whoever is logged in is not root, and may not become it. */
  static final char NOT_ROOT = 'r';

  /** Both streams are one and the same. */
  static final char ONE_STREAM = 'j';

  /** Not our script's: its words came on another stream than it said them on. */
  static final char ELSEWHERE = '?';

  /** Not our script's: the server does not run it. */
  static final char REJECTED = '!';

  private Frame() {}
}
