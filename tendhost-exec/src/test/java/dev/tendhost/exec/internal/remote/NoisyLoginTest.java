package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What start-up files say and do stays out of results; a script in their place plays them. */
@Timeout(120)
class NoisyLoginTest {
  @TempDir static Path dir;
  private static OpenSshServer server;

  @BeforeAll
  static void start() {
    server = OpenSshServer.start("ForceCommand exec " + dir.resolve("login"), TestSession.NO_HOME);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "csh", "tcsh"})
  void noiseIsCutOffBeforeEachShell(String shell) throws IOException {
    String noise =
        "echo noise; echo noise >&2; head -c 3000000 /dev/zero | tr '\\0' x; printf 'no end' >&2\n";
    login(noise + exec(shell));
    try (TestSession session = TestSession.on(server)) {
      Map<String, String> environment = Map.of("A", "it's !\\ \"$x\"\n");
      Command command =
          Command.shell("printf %s \"$A\"; cat; echo err >&2; exit 7").withEnvironment(environment);

      for (String stdin : List.of("in\n", "é".repeat(100_000))) {
        CommandResult result = Outcome.of(session.run(command.withStdin(stdin)).future());
        assertThat(result.stdout()).isEqualTo("it's !\\ \"$x\"\n" + stdin);
        assertThat(result.stderr()).isEqualTo("err\n");
        assertThat(result.exitCode()).isEqualTo(7);
      }
      assertThat(Outcome.of(session.run(Command.shell("kill -s SEGV $$")).future()).signal())
          .isEqualTo("SEGV");
    }
  }

  @Test
  void shellThatShowsWhatItRunsDoesNotSayTheMarker() throws IOException {
    login("set -vx; " + exec("csh", "-v", "-x"));
    try (TestSession session = TestSession.on(server)) {
      CommandResult result = Outcome.of(session.run(Command.of("echo", "a!b")).future());

      assertThat(result.stdout()).isEqualTo("a!b\n");
      assertThat(result.stderr()).isEmpty();
    }
  }

  @Test
  void startUpFileThatReadsInputGetsNoneOfTheCommands() throws IOException {
    login("cat; " + exec("sh"));
    try (TestSession session = TestSession.on(server)) {
      assertThat(Outcome.of(session.run(Command.of("cat")).future()).stdout()).isEmpty();

      Command command = Command.of("cat").withStdin("secret").withTimeout(Duration.ofSeconds(2));
      FleetError error = Outcome.failure(session.run(command).future());
      assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(error.message()).contains("nothing was run").contains("start-up");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo off to lunch >&2; exit 0",
        "echo off to lunch; exit 3",
        "echo off to lunch; exec sh"
      })
  void shellThatDoesNotRunTheCommandIsAnErrorThatQuotesIt(String instead) throws IOException {
    login(instead);
    try (TestSession session = TestSession.on(server)) {
      FleetError error = Outcome.failure(session.run(Command.of("id")).future());

      assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
      assertThat(error.message()).contains(server.user()).contains("off to lunch");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"exec 2>&1", "exec >&2", "echo noise; exec 2>&1"})
  void shellThatMakesOneStreamOfBothRunsNothing(String start) throws IOException {
    Path ran = dir.resolve("ran-" + start.hashCode());
    for (String shell : List.of("sh", "bash")) {
      login(start + "; " + exec(shell));
      try (TestSession session = TestSession.on(server)) {
        for (String stdin : List.of("", "in")) {
          Command command = Command.shell("echo >" + ran + "; cat; echo err >&2");
          command = stdin.isEmpty() ? command : command.withStdin(stdin);

          FleetError error = Outcome.failure(session.run(command).future());

          assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
          assertThat(error.message()).contains("exec 2>&1", "start-up", "nothing was run");
          assertThat(ran).doesNotExist();
        }
      }
    }
  }

  @Test
  void outputThatGoesElsewhereIsNoResult() throws IOException {
    for (String start : List.of("exec >/dev/null", "exec 2>/dev/null", "exec >/dev/null 2>&1")) {
      login(start + "; " + exec("sh"));
      try (TestSession session = TestSession.on(server)) {
        FleetError error = Outcome.failure(session.run(Command.of("echo", "lost")).future());

        assertThat(error.kind()).as(start).isEqualTo(FailureKind.COMMAND_FAILED);
        assertThat(error.message()).as(start).contains("start-up");
      }
    }
  }

  @Test
  void hostThatIsGoingDownRefusesLogins() throws IOException {
    String text = "System is going down. Unprivileged users are not permitted to log in anymore.";
    login("echo '" + text + "'; exit 1");
    try (TestSession session = TestSession.on(server)) {
      FleetError error = Outcome.failure(session.run(Command.of("id")).future());

      assertThat(error.kind()).isEqualTo(FailureKind.LOGINS_REFUSED);
    }
  }

  @Test
  void commandThatComesTooLateIsNotRunLater() throws Exception {
    Path ran = dir.resolve("ran");
    Path over = dir.resolve("over");
    login("sleep 3; : >" + over + "; " + exec("sh"));
    try (TestSession session = TestSession.on(server)) {
      Command command = Command.of("touch", ran.toString()).withTimeout(Duration.ofSeconds(1));

      assertThat(Outcome.failure(session.run(command).future()).kind())
          .isEqualTo(FailureKind.TIMEOUT);
      Tools.run("sleep", "3");
      assertThat(ran).doesNotExist();
    }
  }

  private static String exec(String... shell) {
    return "exec "
        + Tools.need(shell[0])
        + " "
        + String.join(" ", List.of(shell).subList(1, shell.length))
        + " -c \"$SSH_ORIGINAL_COMMAND\"\n";
  }

  /** What the user's start-up file does from now on. */
  private static void login(String script) throws IOException {
    Path next = Files.writeString(dir.resolve("next"), "#!/bin/sh\n" + script);
    Tools.run("chmod", "755", dir.toString(), next.toString());
    Files.move(next, dir.resolve("login"), StandardCopyOption.ATOMIC_MOVE);
  }
}
