package dev.tendhost.it.architecture.offenders.core.domain;

import java.time.Instant;

class ReadsTheTime {
  Instant read() {
    return Instant.now();
  }
}
