package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.local.Privilege;
import dev.tendhost.exec.internal.local.Supervisor;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script in place of sudo, before a command of this machine that speaks like sudo. */
@Timeout(60)
class SudoQuestionTest {
  private static final String WANTS = "sudo: a password is required";
  private static final String REFUSE = "echo '" + WANTS + "' >&2; exit 1";
  private static final String OLD = "echo \"sudo: invalid option -- 'D'\" >&2; exit 1";

  @TempDir Path dir;
  private LocalExecutor executor;

  @BeforeEach
  void open() throws IOException {
    Privilege bySudo = new Privilege(dir.resolve("sudo").toString(), false);
    executor = new LocalExecutor(Hosts.local(), bySudo, Supervisor.shared());
    parrot(WANTS);
  }

  @AfterEach
  void close() {
    Outcome.of(executor.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo: you are not permitted to use the -D option with $5",
        "sudo: unable to change directory to $3: No such file or directory",
      })
  void sudoThatLooksAtTheDirectoryWouldHaveRunTheCommand(String answer) throws IOException {
    sudo("echo \"" + answer + "\" >&2; exit 1", "exit 0", REFUSE);

    assertRanOnce(parrot(), WANTS);
    assertRanOnce(parrot().withEnvironment(Map.of("A", "it's é\n")).withStdin("in"), WANTS);
  }

  @Test
  void olderSudoOfWhomNeedsNoPasswordAtAllWouldHaveRunTheCommand() throws IOException {
    sudo(OLD, "exit 0", "exit 0");

    assertRanOnce(parrot(), WANTS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo: sorry, you must have a tty to run sudo",
        "alice is not in the sudoers file.",
        "Sorry, user alice is not allowed to execute '/usr/bin/id' as root on web-1.",
      })
  void otherRefusalsAreAskedForToo(String sentence) throws IOException {
    parrot(sentence);
    sudo("echo 'sudo: you are not permitted to use the -D option' >&2; exit 1", "exit 0", "exit 1");
    assertRanOnce(parrot(), sentence);

    sudo(OLD, "exit 1", "exit 1");
    assertThat(privilege(parrot()).message()).contains("sudo refused", "nothing was run");
  }

  @Test
  void whatSudoDoesNotTellIsSaidAndNotRunAgain() throws IOException {
    sudo(OLD, "exit 0", REFUSE);

    FleetError error = privilege(parrot());

    assertThat(error.message()).contains("not known whether", WANTS, "not run again", "NOPASSWD");
    assertThat(dir.resolve("runs")).hasContent("run\n");
  }

  @Test
  void questionThatCannotBeAskedLeavesItOpen() throws IOException {
    sudo(OLD, "kill -s KILL $PPID; exit 0", "exit 0");

    assertThat(privilege(parrot()).message()).contains("not known whether", "not run again");
    assertThat(dir.resolve("runs")).hasContent("run\n");
  }

  @Test
  void refusalAsLongAsItsCommandIsARefusal() throws IOException {
    program(
        "sudo", "echo \"Sorry, user a is not allowed to execute '$*' as root on b.\" >&2; exit 1");

    FleetError error = privilege(Command.of("echo", "x".repeat(100_000)));

    assertThat(error.message()).contains("sudo refused", "nothing was run");
  }

  @ParameterizedTest
  @CsvSource({"false, TIMEOUT", "true, CONNECTION_LOST"})
  void questionEndsWithTheCommandsTime(boolean closed, FailureKind kind) throws Exception {
    Path asked = dir.resolve("asked");
    Tools.run("mkfifo", asked.toString());
    sudo("echo $PPID $$ >" + asked + "; exec sleep 60", "exit 0", "exit 0");
    Duration timeout = Duration.ofSeconds(closed ? 50 : 2);

    Future<CommandResult> run = executor.run(parrot().withAsRoot(true).withTimeout(timeout));
    String[] pids = Files.readString(asked).strip().split(" ");
    Future<Void> closing = closed ? executor.close() : Future.succeededFuture();

    FleetError error = Outcome.failure(run);
    Outcome.of(closing);
    assertThat(error.kind()).isEqualTo(kind);
    assertThat(error.message()).contains("it was ended");
    assertThat(dir.resolve("runs")).hasContent("run\n");
    for (String pid : pids) {
      ProcessHandle.of(Long.parseLong(pid))
          .ifPresent(left -> assertThat(left.onExit()).succeedsWithin(10, TimeUnit.SECONDS));
    }
  }

  private void assertRanOnce(Command command, String said) throws IOException {
    Files.deleteIfExists(dir.resolve("runs"));

    CommandResult result = Outcome.of(executor.run(command.withAsRoot(true)));

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.stderr()).isEqualTo(said + "\n");
    assertThat(dir.resolve("runs")).hasContent("run\n");
  }

  private FleetError privilege(Command command) {
    FleetError error = Outcome.failure(executor.run(command.withAsRoot(true)));
    assertThat(error.kind()).as(error.message()).isEqualTo(FailureKind.PRIVILEGE);
    return error;
  }

  private Command parrot() {
    return Command.of(dir.resolve("parrot").toString());
  }

  private void parrot(String sentence) throws IOException {
    program("parrot", "echo run >>" + dir + "/runs; echo \"" + sentence + "\" >&2; exit 1");
  }

  /** Runs what it is asked to, and answers each question by a script. */
  private void sudo(String directory, String list, String validate) throws IOException {
    program(
        "sudo",
        "test \"$1\" = -n || exit 99; case $2 in -D) %s;; -l) %s;; -v) %s;; esac; shift 2; exec \"$@\""
            .formatted(directory, list, validate));
  }

  private void program(String name, String script) throws IOException {
    Path file = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }
}
