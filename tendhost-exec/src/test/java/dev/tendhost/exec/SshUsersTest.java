package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.UserHost;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands run the same whatever the user's login shell is, and become root as sudo allows. */
@Tag("fleet")
@Timeout(120)
class SshUsersTest {
  private static final List<String> WORDS =
      List.of(
          "", "a b", "'", "\"", "\\", "\\'", "$HOME", "`id`", "!x", "*", "two\nlines", "é", "~");

  private static UserHost host;

  private final List<RemoteExecutor> executors = new ArrayList<>();

  @BeforeAll
  static void start() {
    host = UserHost.start();
  }

  @AfterAll
  static void stop() {
    if (host != null) {
      host.close();
    }
  }

  @AfterEach
  void close() {
    executors.forEach(executor -> Outcome.of(executor.close()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "bash", "zsh", "fish", "csh"})
  void everyLoginShellRunsThemTheSame(String user) {
    RemoteExecutor executor = executor(user, SshOptions.defaults());
    List<String> argv = new ArrayList<>(List.of("printf", "[%s]"));
    argv.addAll(WORDS);

    CommandResult words = Outcome.of(executor.run(Command.of(argv)));
    CommandResult input = Outcome.of(executor.run(Command.of("cat").withStdin("x\n\\n'\n")));
    CommandResult ended = Outcome.of(executor.run("echo out; echo err >&2; exit 7"));
    CommandResult root = Outcome.of(executor.run(Command.shell("id -u").withAsRoot(true)));

    assertThat(words.stdout()).isEqualTo("[" + String.join("][", WORDS) + "]");
    assertThat(words.stderr()).isEmpty();
    assertThat(input.stdout()).isEqualTo("x\n\\n'\n");
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.stdout()).isEqualTo("out\n");
    assertThat(ended.stderr()).isEqualTo("err\n");
    assertThat(root.stdout()).isEqualTo("0\n");
  }

  @Test
  void whoseShellIsNologinGetsATypedError() {
    FleetError error =
        Outcome.failure(
            FailureKind.COMMAND_FAILED, executor("nologin", SshOptions.defaults()).run("id"));

    assertThat(error.message()).contains("not available");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nopasswd", "password", "lecture", "warm"})
  void aPasswordNeverReachesTheCommandsInput(String user) {
    RemoteExecutor executor = executor(user, SshOptions.defaults());
    if (user.equals("warm")) {
      String password = host.user(user).password() + "\n";
      assertThat(Outcome.of(executor.run(Command.of("sudo", "-S", "-v").withStdin(password))).ok())
          .isTrue();
    }

    CommandResult nothing = Outcome.of(executor.run(Command.of("cat").withAsRoot(true)));
    CommandResult input =
        Outcome.of(executor.run(Command.shell("id -u; cat").withStdin("input").withAsRoot(true)));

    assertThat(nothing.ok()).isTrue();
    assertThat(nothing.stdout()).isEmpty();
    assertThat(nothing.stderr()).isEmpty();
    assertThat(input.stdout()).isEqualTo("0\ninput");
    assertThat(input.stderr()).isEmpty();
  }

  @Test
  void whatSudoRefusesIsATypedErrorWithTheFix() {
    Command id = Command.of("id").withAsRoot(true);

    assertThat(
            Outcome.failure(
                    FailureKind.PRIVILEGE, executor("notsudoer", SshOptions.defaults()).run(id))
                .message())
        .contains("sudoers");
    assertThat(
            Outcome.failure(
                    FailureKind.PRIVILEGE, executor("requiretty", SshOptions.defaults()).run(id))
                .message())
        .contains("!requiretty");
  }

  @Test
  void aRuleForOneProgramIsEnoughForIt() {
    RemoteExecutor executor = executor("narrow", SshOptions.defaults(), SecretSource.none());

    assertThat(Outcome.of(executor.run(Command.of("/usr/bin/id", "-u").withAsRoot(true))).stdout())
        .isEqualTo("0\n");
    Outcome.failure(FailureKind.PRIVILEGE, executor.run(Command.of("whoami").withAsRoot(true)));
  }

  @Test
  void passwordsAndQuestionsGoThroughPam() {
    try (UserHost pam = UserHost.startWithPam("PubkeyAuthentication no")) {
      SshOptions options = SshOptions.defaults().withPassword(true);
      assertThat(Outcome.of(executor(pam, "sh", options, passwords(pam)).run("id -un")).stdout())
          .isEqualTo("sh\n");
      Outcome.failure(
          FailureKind.AUTHENTICATION,
          executor(pam, "sh", options, request -> found("wrong")).run("id -un"));
      pam.nologin(true);
      Outcome.failure(
          FailureKind.LOGINS_REFUSED, executor(pam, "sh", options, passwords(pam)).run("id"));
    }
  }

  private RemoteExecutor executor(String user, SshOptions options) {
    return executor(user, options, passwords(host));
  }

  private RemoteExecutor executor(String user, SshOptions options, SecretSource secrets) {
    return executor(host, user, options, secrets);
  }

  private RemoteExecutor executor(
      UserHost server, String user, SshOptions options, SecretSource secrets) {
    SshOptions all =
        options
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(server.knownHosts()))
            .withIdentities(server.userKey())
            .withAgent(false);
    ManagedHost managed =
        new ManagedHost(HostName.of("users"), "127.0.0.1", server.port(), user, Set.of(), Map.of());
    RemoteExecutor executor = SshExecutor.create(managed, all, secrets, ConnectionListener.none());
    executors.add(executor);
    return executor;
  }

  /** Knows every user's password, as nobody should. */
  private static SecretSource passwords(UserHost server) {
    return request -> found(server.user(request.host().user()).password());
  }

  private static Future<Optional<Secret>> found(String password) {
    return Future.succeededFuture(Optional.of(new Secret(password.toCharArray())));
  }
}
