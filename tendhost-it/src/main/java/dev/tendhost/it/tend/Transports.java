package dev.tendhost.it.tend;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import java.util.HashMap;
import java.util.Map;

/**
 * Reaches each host as its setting says: by SSH, or as this machine. A fleet has one provider; this
 * is how it has hosts of two kinds.
 */
record Transports(RemoteExecutorProvider local, RemoteExecutorProvider ssh)
    implements RemoteExecutorProvider {
  private static final String SETTING = "tend.transport";
  private static final String SSH = "ssh";

  static HostConfig overSsh(HostConfig host) {
    Map<String, String> settings = new HashMap<>(host.settings());
    settings.put(SETTING, SSH);
    return host.withSettings(settings);
  }

  static boolean isOverSsh(HostConfig host) {
    return SSH.equals(host.settings().get(SETTING));
  }

  @Override
  public RemoteExecutor create(
      ManagedHost host, SecretSource secrets, ConnectionListener listener) {
    boolean overSsh = host.setting(SETTING).filter(SSH::equals).isPresent();
    return (overSsh ? ssh : local).create(host, secrets, listener);
  }
}
