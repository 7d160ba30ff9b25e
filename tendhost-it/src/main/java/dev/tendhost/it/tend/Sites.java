package dev.tendhost.it.tend;

import org.jspecify.annotations.Nullable;

/** Opens the site that a command line describes. */
@FunctionalInterface
interface Sites {
  /** The caller closes the site. The prompt is null where nobody can be asked. */
  Site open(Arguments arguments, @Nullable Prompt prompt);
}
