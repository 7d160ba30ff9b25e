package dev.tendhost.it.architecture.offenders.exec.internal;

import org.apache.sshd.planted.Planted;

/** Here SSH and processes are at home. */
public class Innocent {
  Planted used;

  ProcessBuilder builder(String program) {
    return new ProcessBuilder(program);
  }
}
