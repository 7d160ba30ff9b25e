package dev.tendhost.it.architecture.offenders.core.job;

import dev.tendhost.it.architecture.offenders.core.stream.BackAgain;

public class There {
  BackAgain next;
}
