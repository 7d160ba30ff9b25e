package dev.tendhost.core.internal;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.tck.HostStoreContract;

class InMemoryHostStoreTest extends HostStoreContract {
  @Override
  protected HostStore open() {
    return new InMemoryHostStore();
  }

  @Override
  protected boolean survivesClosing() {
    return false;
  }

  @Override
  protected boolean damage(HostName host) {
    return false;
  }

  @Override
  protected boolean failSaves() {
    return false;
  }
}
