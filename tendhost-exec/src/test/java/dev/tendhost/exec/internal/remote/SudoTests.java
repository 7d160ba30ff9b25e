package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;

/** A user of a host with a real sudo, whose rules are the test's. */
@Tag("fleet")
@Timeout(60)
abstract class SudoTests {
  static final String ALL = "password ALL=(ALL) ALL";
  static final String NOPASSWD = "password ALL=(ALL) NOPASSWD: ALL";

  static SudoHost host;
  static TestSession session;

  final AtomicInteger asked = new AtomicInteger();
  final List<String> heard = new ArrayList<>();

  @BeforeAll
  static void login() {
    host = SudoHost.start();
    session = new TestSession(host.port(), SudoHost.USER);
  }

  @AfterAll
  static void logout() {
    if (session != null) {
      session.close();
    }
    if (host != null) {
      host.close();
    }
  }

  CommandResult root(Command command) {
    return Outcome.of(run(command.withListener((source, line) -> heard.add(line)), secret()));
  }

  Future<CommandResult> run(Command command, SecretSource secrets) {
    RunTarget target = session.target(BecomeRoot.AUTO, secrets);
    return RemoteRun.begin(target, command.withAsRoot(true), command.timeout()).future();
  }

  SecretSource secret() {
    return secret(host.password());
  }

  SecretSource secret(String value) {
    return request -> {
      asked.incrementAndGet();
      return Future.succeededFuture(Optional.of(new Secret(value.toCharArray())));
    };
  }

  static FleetError refused(Future<CommandResult> run) {
    FleetError error = Outcome.failure(run);
    assertThat(error.kind()).as(error.message()).isEqualTo(FailureKind.PRIVILEGE);
    return error;
  }
}
