package dev.tendhost.it.architecture.offenders.exec;

import dev.tendhost.it.architecture.offenders.pkg.SeesActor;

class SeesPkg {
  SeesActor seen;
}
