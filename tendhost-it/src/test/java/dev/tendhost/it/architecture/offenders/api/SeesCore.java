package dev.tendhost.it.architecture.offenders.api;

import dev.tendhost.it.architecture.offenders.core.config.Plain;

class SeesCore {
  Plain seen;
}
