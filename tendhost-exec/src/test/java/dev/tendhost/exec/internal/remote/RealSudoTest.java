package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Becoming root by a real sudo: who is asked for the password, and who gets to see it. */
class RealSudoTest extends SudoTests {
  @Test
  void withoutPasswordRuleNobodyIsAskedAndCatReadsNothing() {
    host.sudoers(NOPASSWD);

    assertThat(root(Command.of("cat")).stdout()).isEmpty();
    assertThat(root(Command.of("cat").withStdin("in\n")).stdout()).isEqualTo("in\n");
    assertThat(root(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
    assertThat(asked).hasValue(0);
  }

  @Test
  void shortRuleIsEnoughForItsProgram() {
    host.sudoers("password ALL=(ALL) NOPASSWD: /usr/bin/id");

    assertThat(root(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
    assertThat(refused(run(Command.of("whoami"), SecretSource.none())).message())
        .contains("sudo-password");
  }

  @Test
  void passwordIsAskedForAndSeenByNobody() {
    host.sudoers(ALL);
    Command command =
        Command.shell("id -u; printf %s \"$TENDHOST_X\"; cat")
            .withEnvironment(Map.of("TENDHOST_X", "it's\nkept "))
            .withStdin("first\nlast");

    CommandResult result = root(command);

    assertThat(result.stdout()).isEqualTo("0\nit's\nkept first\nlast");
    assertThat(result.stderr()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(asked).hasValue(1);
    assertThat(root(Command.of("cat")).stdout()).isEmpty();
    assertThat(heard).noneMatch(line -> line.contains("sudo"));
  }

  @Test
  void warmTicketNeedsNoPasswordAndCatReadsNothing() {
    host.sudoers("Defaults timestamp_type=global", ALL);
    Command warm = Command.shell("sudo -S -v").withStdin(host.password() + "\n");
    assertThat(Outcome.of(session.run(warm).future()).ok()).isTrue();

    assertThat(root(Command.of("cat")).stdout()).isEmpty();
    assertThat(root(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
    assertThat(asked).hasValue(0);
  }

  @Test
  void withoutAuthenticationThePasswordGoesNowhere() {
    host.sudoers("Defaults !authenticate", ALL);

    assertThat(root(Command.of("cat")).stdout()).isEmpty();
  }

  @Test
  void passwordThatSudoDoesNotWantReachesNobody() {
    host.sudoers(NOPASSWD);
    List<CommandResult> results = new ArrayList<>();
    CountDownLatch done = new CountDownLatch(1);
    Output output = new Output(Command.of("cat"));
    RunTarget target = session.target(BecomeRoot.SUDO, SecretSource.none());
    SudoPassword password = SudoPassword.of(new Secret("correct horse".toCharArray()));
    assertThat(password).isNotNull();
    RunAttempt attempt =
        new RunAttempt(
            target,
            Plan.withPassword(Command.of("cat"), password),
            output,
            over -> {
              output.finish(false);
              results.add(output.result(over.status(), over.signal(), over.duration()));
              done.countDown();
            });

    attempt.start();

    assertThat(Latches.awaited(done)).isTrue();
    assertThat(results.get(0).exitCode()).isZero();
    assertThat(results.get(0).stdout()).isEmpty();
    assertThat(password.line()).containsOnly(0);
  }

  @Test
  void wrongPasswordIsTriedOnce() throws IOException {
    host.sudoers("Defaults logfile=/run/sudo.log", ALL);

    FleetError error = refused(run(Command.of("id"), secret("not it")));

    assertThat(error.message()).contains("did not accept the password").contains("nothing was run");
    assertThat(error.toString()).doesNotContain("not it");
    assertThat(Files.readString(host.inside("/run/sudo.log")))
        .contains("1 incorrect password attempt")
        .doesNotContain("2 incorrect")
        .doesNotContain("3 incorrect");
  }

  @Test
  void oneTryIsEnoughToBeWrong() {
    host.sudoers("Defaults passwd_tries=1", ALL);

    assertThat(refused(run(Command.of("id"), secret("not it"))).message())
        .contains("did not accept the password");
  }

  /** sudo quotes what it refuses, with every line of it. */
  @ParameterizedTest
  @ValueSource(ints = {1, 5_000, 100_000})
  void aLongCommandIsRefusedAsAnyOther(int length) {
    host.sudoers("Defaults !authenticate", "password ALL=(ALL) /usr/bin/id");
    Command command = Command.shell("touch /run/ran\n# " + "x".repeat(length) + "\ntrue");

    FleetError error = refused(run(command, SecretSource.none()));

    assertThat(error.message()).contains("is not allowed to execute");
    assertThat(host.inside("/run/ran")).doesNotExist();
  }

  @Test
  void lectureStaysOutOfTheOutput() {
    host.sudoers("Defaults lecture=always", ALL);

    CommandResult result = root(Command.shell("echo out; echo err >&2"));

    assertThat(result.stdout()).isEqualTo("out\n");
    assertThat(result.stderr()).isEqualTo("err\n");
  }

  @Test
  void pseudoTerminalOfSudoChangesNothing() {
    host.sudoers("Defaults use_pty", ALL);

    assertThat(root(Command.of("cat").withStdin("a\nb")).stdout()).isEqualTo("a\nb");
    assertThat(root(Command.of("cat")).stdout()).isEmpty();
  }

  @Test
  void environmentThatSudoResetsIsTheCommandsOwn() {
    for (String rule : List.of(NOPASSWD, ALL)) {
      host.sudoers("Defaults env_reset, secure_path=/usr/sbin:/usr/bin:/sbin:/bin", rule);
      Command command =
          Command.shell("echo \"$A $SUDO_USER\"; command -v sshd >&2")
              .withEnvironment(Map.of("A", "b"));

      CommandResult result = root(command);

      assertThat(result.stdout()).isEqualTo("b password\n");
      assertThat(result.stderr()).contains("sshd");
    }
  }

  @Test
  void passwordIsInNoArgumentListAndNoEnvironment() throws IOException {
    host.sudoers(ALL);
    CountDownLatch running = new CountDownLatch(1);
    Future<CommandResult> run =
        run(
            Command.shell("echo up; sleep 1").withListener((source, line) -> running.countDown()),
            secret());
    assertThat(Latches.awaited(running)).isTrue();

    StringBuilder seen = new StringBuilder();
    try (var processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        seen.append(read(process.resolve("cmdline"))).append(read(process.resolve("environ")));
      }
    }

    assertThat(Outcome.of(run).ok()).isTrue();
    assertThat(seen.toString()).contains("sudo").doesNotContain(host.password());
  }

  private static String read(Path file) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }
}
