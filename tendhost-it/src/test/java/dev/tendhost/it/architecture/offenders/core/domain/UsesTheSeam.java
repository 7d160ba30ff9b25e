package dev.tendhost.it.architecture.offenders.core.domain;

import dev.tendhost.it.architecture.offenders.core.internal.SystemTime;

class UsesTheSeam {
  SystemTime used;
}
