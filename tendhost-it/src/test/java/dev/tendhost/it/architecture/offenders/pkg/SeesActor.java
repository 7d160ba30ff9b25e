package dev.tendhost.it.architecture.offenders.pkg;

import dev.tendhost.it.architecture.offenders.core.actor.Prints;

public class SeesActor {
  Prints seen;
}
