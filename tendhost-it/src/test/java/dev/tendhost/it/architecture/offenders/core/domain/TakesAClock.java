package dev.tendhost.it.architecture.offenders.core.domain;

import java.time.Clock;

class TakesAClock {
  Clock taken;
}
