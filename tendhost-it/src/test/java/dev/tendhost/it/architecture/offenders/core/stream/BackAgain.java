package dev.tendhost.it.architecture.offenders.core.stream;

import dev.tendhost.it.architecture.offenders.core.job.There;

public class BackAgain {
  There next;
}
