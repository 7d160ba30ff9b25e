package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.exec.fixture.MinaServer;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.LoginWays;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What ssh_config takes away is not used, whatever the options and the server allow. */
@Timeout(60)
class LoginWaysTest {
  private static final String PASSWORD = "correct horse";

  @TempDir private Path directory;
  private final Kit.Source secrets = Kit.Source.of(PASSWORD);
  private MinaServer server;
  private Logins logins;

  @BeforeEach
  void start() {
    logins = new Logins();
    server =
        MinaServer.start(
            MinaServer.password(PASSWORD).andThen(MinaServer.keyboardInteractive(PASSWORD)));
  }

  @AfterEach
  void stop() {
    logins.close();
    server.close();
  }

  @Test
  void withoutPasswordsTheSourceIsNotAsked() {
    Path stranger = Kit.ed25519(directory.resolve("stranger"));

    Logins.Outcome outcome = logins.to(by("publickey"), identities(stranger), secrets);

    assertThat(outcome.accepted()).isFalse();
    assertThat(secrets.asked).isEmpty();
    assertThat(outcome.tried()).endsWith("no password, by the ssh_config file");
  }

  @Test
  void withoutKeysNoneIsOffered() {
    Path welcome = server.userKey();

    Logins.Outcome outcome = logins.to(by("password"), identities(welcome), secrets);

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).contains("no key to offer", "no keys, by the ssh_config file");
    assertThat(secrets.asked).extracting(SecretRequest::name).containsExactly(Secret.SSH_PASSWORD);
  }

  @Test
  void eitherWayToAPasswordIsEnough() {
    Path stranger = Kit.ed25519(directory.resolve("stranger"));
    for (String method : List.of("password", "keyboard-interactive")) {
      Logins.Outcome outcome = logins.to(by("publickey", method), identities(stranger), secrets);

      assertThat(outcome.accepted()).as(method + ": " + outcome.tried()).isTrue();
    }
    assertThat(logins.to(by(), identities(stranger), secrets).accepted()).isFalse();
  }

  private StandardIdentities identities(Path key) {
    SshOptions options =
        SshOptions.defaults().withIdentities(key).withPassword(true).withAgent(false);
    return new StandardIdentities(options, Map.of(), directory);
  }

  private Hop by(String... methods) {
    LoginWays ways = new LoginWays(null, List.of(methods));
    return new Hop(
        "127.0.0.1", server.port(), server.user(), "k", null, List.of(), List.of(), false, ways);
  }
}
