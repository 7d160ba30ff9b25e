package dev.tendhost.exec.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Ways to hosts by an ssh_config file of the test's. */
abstract class RouteTests {
  @TempDir Path home;
  Path config;
  SshOptions options;

  @BeforeEach
  void nameTheFile() throws IOException {
    config = Files.createDirectory(home.resolve(".ssh")).resolve("config");
    options = SshOptions.defaults().withConfigFile(config);
  }

  void write(String... lines) throws IOException {
    Files.write(config, List.of(lines));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  Hop host(Map<String, String> settings) {
    return route("web", 0, "", settings).host();
  }

  Fault fault(String address, Map<String, String> settings) {
    Throwable thrown = routes().of(managed(address, 0, "", settings)).cause();
    assertThat(thrown).isInstanceOf(Fault.class);
    assertThat(((Fault) thrown).kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    return (Fault) thrown;
  }

  Route route(String address, int port, String user, Map<String, String> settings) {
    var future = routes().of(managed(address, port, user, settings));
    assertThat(catchThrowable(() -> future.toCompletionStage().toCompletableFuture().get()))
        .isNull();
    return future.result();
  }

  Routes routes() {
    return new Routes(options, home, "me", Runnable::run);
  }

  static ManagedHost managed(String address, int port, String user, Map<String, String> settings) {
    return new ManagedHost(HostName.of("name"), address, port, user, Set.of(), settings);
  }
}
