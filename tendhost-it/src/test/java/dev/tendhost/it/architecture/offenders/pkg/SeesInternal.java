package dev.tendhost.it.architecture.offenders.pkg;

import dev.tendhost.it.architecture.offenders.core.internal.SystemTime;

class SeesInternal {
  SystemTime seen;
}
