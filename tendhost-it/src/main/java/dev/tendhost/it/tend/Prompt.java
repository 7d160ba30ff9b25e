package dev.tendhost.it.tend;

import org.jspecify.annotations.Nullable;

/** Asks the person at the terminal for something secret. Blocks; for one thread at a time. */
interface Prompt {
  /**
   * Asks, without showing what is typed.
   *
   * @return what was typed, for the caller to wipe; null if nothing was
   */
  char @Nullable [] ask(String question);
}
