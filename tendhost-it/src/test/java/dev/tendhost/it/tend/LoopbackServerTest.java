package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackServerTest {
  private LoopbackServer server;

  @BeforeEach
  void start() throws IOException {
    server = LoopbackServer.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void runsCommandsAsThisUser() throws Exception {
    RemoteExecutor executor = executor(server.options());
    CommandResult id = run(executor, Command.of("id", "-un"));
    assertThat(id.stdout().strip()).isEqualTo(System.getProperty("user.name"));
    CommandResult all = run(executor, Command.shell("cat; echo err >&2; exit 7").withStdin("in"));
    assertThat(all.stdout()).isEqualTo("in");
    assertThat(all.stderr()).isEqualTo("err\n");
    assertThat(all.exitCode()).isEqualTo(7);
    executor.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
  }

  @Test
  void letsInNobodyElse() throws Exception {
    try (LoopbackServer other = LoopbackServer.start()) {
      RemoteExecutor executor = executor(other.options());
      assertThat(kind(executor)).isEqualTo(FailureKind.AUTHENTICATION);
      executor.close().toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  void leavesNoKeyBehind() throws Exception {
    Path identity = server.options().identities().get(0);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(identity)))
        .isEqualTo("rw-------");
    server.close();
    assertThat(identity).doesNotExist();
    assertThat(identity.getParent()).doesNotExist();
  }

  private RemoteExecutor executor(SshOptions options) {
    HostConfig host = server.host("here");
    ManagedHost managed =
        new ManagedHost(
            host.name(), host.address(), host.port(), host.user(), host.tags(), host.settings());
    return SshExecutor.provider(options)
        .create(managed, SecretSource.none(), ConnectionListener.none());
  }

  private static CommandResult run(RemoteExecutor executor, Command command) throws Exception {
    return executor
        .run(command)
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }

  private static FailureKind kind(RemoteExecutor executor) throws Exception {
    return executor
        .run("true")
        .map(FailureKind.INTERNAL)
        .recover(
            thrown ->
                io.vertx.core.Future.succeededFuture(
                    TendhostException.errorOf(thrown, null).kind()))
        .toCompletionStage()
        .toCompletableFuture()
        .get(30, TimeUnit.SECONDS);
  }
}
