package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.RemoteExecutorContract;
import dev.tendhost.core.tck.ScriptedExecutor;

/** The scripted executor keeps to the rules of the port, over one that really runs commands. */
class ScriptedExecutorContractTest extends RemoteExecutorContract {
  @Override
  protected RemoteExecutor createExecutor() {
    return new ScriptedExecutor().over(LocalExecutor.create(Hosts.local()));
  }
}
