package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransportsTest {
  private final RemoteExecutor local = new FakeHost(Samples.quiet(Duration.ZERO));
  private final RemoteExecutor ssh = new FakeHost(Samples.quiet(Duration.ZERO));
  private final Transports transports =
      new Transports((host, secrets, listener) -> local, (host, secrets, listener) -> ssh);

  @Test
  void eachHostIsReachedAsItsSettingSays() {
    HostConfig here = HostConfig.of("here");
    assertThat(reached(here)).isSameAs(local);
    assertThat(reached(Transports.overSsh(here))).isSameAs(ssh);
  }

  private RemoteExecutor reached(HostConfig host) {
    ManagedHost managed =
        new ManagedHost(
            host.name(), host.address(), host.port(), host.user(), host.tags(), host.settings());
    return transports.create(managed, SecretSource.none(), ConnectionListener.none());
  }
}
