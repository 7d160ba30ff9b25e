package dev.tendhost.core.contract;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;

/** Tells which rule of its contract a planted bug breaks. */
@Retention(RetentionPolicy.RUNTIME)
@interface Breaks {
  /** The number of the rule. */
  int rule();
}
