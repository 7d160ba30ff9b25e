package dev.tendhost.it.architecture.offenders.exec;

import org.apache.sshd.planted.Planted;

class UsesSsh {
  Planted used;
}
