package dev.tendhost.it.tend;

/** Asks whether to go on. */
@FunctionalInterface
interface Question {
  /**
   * Asks and waits for the answer.
   *
   * @return whether it was yes
   */
  boolean agreed(String question);
}
