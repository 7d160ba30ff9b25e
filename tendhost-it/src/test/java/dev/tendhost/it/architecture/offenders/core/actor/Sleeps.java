package dev.tendhost.it.architecture.offenders.core.actor;

import java.util.concurrent.TimeUnit;

class Sleeps {
  void thread() throws InterruptedException {
    Thread.sleep(1);
  }

  void unit() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }
}
