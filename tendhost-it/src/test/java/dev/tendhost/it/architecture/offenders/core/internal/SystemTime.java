package dev.tendhost.it.architecture.offenders.core.internal;

import java.time.Instant;

/** The seam, which may. */
public class SystemTime {
  Instant now() {
    return Instant.now();
  }

  long nano() {
    return System.nanoTime();
  }
}
