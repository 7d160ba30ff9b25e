package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;

/** The published rules, on this machine. */
class LocalExecutorContractTest extends RemoteExecutorContract {
  @Override
  protected RemoteExecutor createExecutor() {
    return LocalExecutor.create(Hosts.local());
  }
}
