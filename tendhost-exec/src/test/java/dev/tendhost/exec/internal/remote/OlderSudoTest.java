package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.ssh.BecomeRoot;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A script in place of a sudo that knows no option -D, before a command that speaks like it. */
@Timeout(60)
class OlderSudoTest extends ServerTests {
  private static final String WANTS = "sudo: a password is required";

  @TempDir static Path dir;

  @BeforeAll
  static void start() {
    login(TestSession.NO_HOME + " PATH=" + dir + ":/usr/bin:/bin");
  }

  @BeforeEach
  void noRuns() throws IOException {
    Tools.run("chmod", "755", dir.toString());
    program("id", "echo 1000");
    program("parrot", "echo run >>" + dir + "/runs; echo '" + WANTS + "' >&2; exit 1");
    Files.deleteIfExists(dir.resolve("runs"));
  }

  @Test
  void whoeverNeedsNoPasswordAtAllGetsTheCommandsOwnResult() throws IOException {
    sudo("exit 0", "exit 0");

    CommandResult result = Outcome.of(run());

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).isEqualTo(WANTS + "\n");
    assertThat(dir.resolve("runs")).hasContent("run\n");
  }

  @Test
  void whatCannotBeToldIsSaidAndNotRunAgain() throws IOException {
    sudo("exit 0", "echo '" + WANTS + "' >&2; exit 1");

    FleetError error = Outcome.failure(run());

    assertThat(error.kind()).isEqualTo(FailureKind.PRIVILEGE);
    assertThat(error.message()).contains("not known whether", "not run again", "NOPASSWD");
    assertThat(dir.resolve("runs")).hasContent("run\n");
  }

  @Test
  void whoMayListNothingWithoutAPasswordIsAskedForIt() throws IOException {
    program("sudo", "echo '" + WANTS + "' >&2; exit 1");

    FleetError error = Outcome.failure(run());

    assertThat(error.kind()).isEqualTo(FailureKind.PRIVILEGE);
    assertThat(error.message()).contains("sudo-password", "nothing was run");
    assertThat(dir.resolve("runs")).doesNotExist();
  }

  @Test
  void sourceThatNeverAnswersHoldsACommandNoLongerThanItsTime() throws IOException {
    program("sudo", "echo '" + WANTS + "' >&2; exit 1");
    Promise<Optional<Secret>> never = Promise.promise();

    FleetError error = Outcome.failure(run(request -> never.future(), Duration.ofSeconds(2)));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("nothing was run", "secret source", "sudo-password");
    assertThat(dir.resolve("runs")).doesNotExist();
  }

  private static Future<CommandResult> run() {
    return run(SecretSource.none(), Duration.ofSeconds(30));
  }

  private static Future<CommandResult> run(SecretSource secrets, Duration timeout) {
    RunTarget target = session.target(BecomeRoot.AUTO, secrets);
    Command command = Command.of("parrot").withAsRoot(true).withTimeout(timeout);
    return RemoteRun.begin(target, command, command.timeout()).future();
  }

  private static void sudo(String list, String validate) throws IOException {
    program(
        "sudo",
        "test \"$1\" = -n || exit 99; case $2 in -D) echo \"sudo: invalid option -- 'D'\" >&2;"
            + " exit 1;; -l) "
            + list
            + ";; -v) "
            + validate
            + ";; esac; shift 2; exec \"$@\"");
  }

  private static void program(String name, String script) throws IOException {
    Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + script + "\n");
    Tools.run("chmod", "755", file.toString());
  }
}
