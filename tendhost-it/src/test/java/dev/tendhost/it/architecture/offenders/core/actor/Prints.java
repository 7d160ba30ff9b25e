package dev.tendhost.it.architecture.offenders.core.actor;

public class Prints {
  void out() {
    System.out.println();
  }

  void err() {
    System.err.println();
  }

  void trace(Exception e) {
    e.printStackTrace();
  }
}
