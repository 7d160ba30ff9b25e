package dev.tendhost.it.architecture.offenders.core.domain;

import io.vertx.core.Future;

public class UsesVertx {
  Future<Void> used;
}
