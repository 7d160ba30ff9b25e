package dev.tendhost.it.architecture.offenders.exec;

import dev.tendhost.it.architecture.offenders.core.config.Plain;

class SeesConfig {
  Plain seen;
}
