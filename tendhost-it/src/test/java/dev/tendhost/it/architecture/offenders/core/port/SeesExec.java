package dev.tendhost.it.architecture.offenders.core.port;

import dev.tendhost.it.architecture.offenders.exec.internal.Innocent;

class SeesExec {
  Innocent seen;
}
