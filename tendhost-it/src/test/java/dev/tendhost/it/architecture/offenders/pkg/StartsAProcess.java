package dev.tendhost.it.architecture.offenders.pkg;

import java.io.IOException;

class StartsAProcess {
  Process built() throws IOException {
    return new ProcessBuilder("true").start();
  }

  Process run() throws IOException {
    return Runtime.getRuntime().exec(new String[] {"true"});
  }
}
