package dev.tendhost.it.architecture.offenders.pkg;

import dev.tendhost.it.architecture.offenders.exec.internal.Innocent;

class SeesExec {
  Innocent seen;
}
