package dev.tendhost.it.architecture.offenders.core.actor;

import java.util.logging.Logger;

class LogsToJul {
  Logger logger;
}
