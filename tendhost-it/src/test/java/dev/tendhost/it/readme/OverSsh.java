package dev.tendhost.it.readme;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import dev.tendhost.exec.ssh.SshSettings;
import java.nio.file.Path;
import java.util.Map;

public class OverSsh {
  static RemoteExecutorProvider provider(Path home) {
    return SshExecutor.provider(
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.acceptNew()) // strict() by default
            .withIdentities(home.resolve(".ssh/fleet_ed25519"))
            .withConfigFile(home.resolve(".ssh/config")));
  }

  static HostConfig host() {
    return HostConfig.of("web-1")
        .withAddress("web-1.example.org", 2222)
        .withUser("admin")
        .withSettings(Map.of(SshSettings.JUMP, "me@gate.example.org"));
  }
}
