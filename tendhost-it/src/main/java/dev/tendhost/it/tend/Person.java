package dev.tendhost.it.tend;

import org.jspecify.annotations.Nullable;

/** Whoever sits at the terminal. Both methods block; for one thread at a time. */
interface Person extends Prompt {
  /**
   * Asks, and shows what is typed.
   *
   * @return the line that was typed; null if the input is at its end
   */
  @Nullable String answer(String question);
}
