package dev.tendhost.it.architecture.offenders.exec;

import dev.tendhost.it.architecture.offenders.core.domain.UsesVertx;

class SeesDomain {
  UsesVertx seen;
}
