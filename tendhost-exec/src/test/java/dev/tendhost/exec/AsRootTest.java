package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.internal.local.Privilege;
import dev.tendhost.exec.internal.local.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Becoming root, with a script in place of sudo: the tests need no root and no sudo. */
@Timeout(60)
class AsRootTest {
  /** Like sudo with a rule for everything: insists on -n, drops the environment, runs the words. */
  private static final String PERMITS =
      """
      test "$1" = -n && test "$2" = -- || exit 99
      shift 2
      exec env -i PATH="$PATH" SUDO_SPOKE="$LC_ALL" "$@"
      """;

  @TempDir Path dir;
  private LocalExecutor executor = executor("/nonexistent/sudo", false);

  @AfterEach
  void close() {
    Outcome.of(executor.close());
  }

  @Test
  void words_and_variables_pass_through_sudo() throws IOException {
    executor = executor(sudo(PERMITS), false);
    Command command =
        Command.shell("printf '%s|%s|' \"$A\" \"$SUDO_SPOKE\"; cat")
            .withEnvironment(Map.of("A", "it's = \"x\"\ny"))
            .withStdin("in")
            .withAsRoot(true);

    assertThat(Outcome.of(executor.run(command)).stdout()).isEqualTo("it's = \"x\"\ny|C.UTF-8|in");
  }

  @Test
  void without_variables_sudo_runs_the_program_itself() throws IOException {
    executor = executor(sudo("printf '%s ' \"$@\""), false);

    CommandResult result =
        Outcome.of(executor.run(Command.of("apt-get", "update").withAsRoot(true)));

    assertThat(result.stdout()).isEqualTo("-n -- apt-get update ");
  }

  @Test
  void root_runs_plainly() {
    executor = executor("/nonexistent/sudo", true);

    assertThat(Outcome.of(executor.run(Command.of("echo", "plain").withAsRoot(true))).stdout())
        .isEqualTo("plain\n");
  }

  @Test
  void without_as_root_sudo_is_not_asked() throws IOException {
    executor = executor(sudo("exit 98"), false);

    assertThat(Outcome.of(executor.run("echo plain")).stdout()).isEqualTo("plain\n");
  }

  @Test
  void a_missing_sudo_is_a_privilege_error_with_the_fix() {
    FleetError error = Outcome.failure(executor.run(Command.of("id").withAsRoot(true)));

    assertThat(error.kind()).isEqualTo(FailureKind.PRIVILEGE);
    assertThat(error.message()).contains("install sudo").contains("nothing was run");
    assertThat(error.host()).isNotNull();
    assertThat(error.command()).isEqualTo("as root: id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo: a password is required",
        "sudo: a terminal is required to read the password; either use the -S option to read from"
            + " standard input or configure an askpass helper",
        "sudo: sorry, you must have a tty to run sudo",
        "alice is not in the sudoers file.  This incident will be reported.",
        "alice is not in the sudoers file.",
        "alice is not allowed to run sudo on web-1.  This incident will be reported.",
        "Sorry, user alice is not allowed to execute '/usr/bin/id' as root on web-1.",
        "Sorry, user alice may not run sudo on web-1.",
        "sudo: /usr/bin/sudo must be owned by uid 0 and have the setuid bit set",
        "sudo: The \"no new privileges\" flag is set, which prevents sudo from running as root.",
        "sudo: effective uid is not 0, is /usr/bin/sudo on a file system with the 'nosuid' option"
            + " set or an NFS file system without root privileges?",
        "sudo: /etc/sudoers is world writable",
        "sudo: unable to resolve host web-1: Name or service not known\nsudo: a password is required"
      })
  void each_refusal_is_a_privilege_error_that_quotes_it(String said) throws IOException {
    executor = executor(sudo("cat >&2 <<'END'\n" + said + "\nEND\nexit 1"), false);

    FleetError error = Outcome.failure(executor.run(Command.of("id").withAsRoot(true)));

    assertThat(error.kind()).isEqualTo(FailureKind.PRIVILEGE);
    List<String> lines = said.lines().toList();
    String last = lines.get(lines.size() - 1).replaceFirst("\\.$", "");
    assertThat(error.message()).contains(last).contains("nothing was run");
  }

  @Test
  void a_command_that_fails_by_itself_is_a_result() throws IOException {
    executor = executor(sudo(PERMITS), false);
    String script = "echo 'sudo: unable to resolve host x: Name or service not known' >&2; exit 1";

    assertThat(Outcome.of(executor.run(Command.shell(script).withAsRoot(true))).exitCode())
        .isEqualTo(1);
  }

  @Test
  void a_program_that_sudo_does_not_find_could_not_be_run() throws IOException {
    executor = executor(sudo("echo 'sudo: frob: command not found' >&2; exit 1"), false);

    FleetError error = Outcome.failure(executor.run(Command.of("frob").withAsRoot(true)));

    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.details()).containsEntry("program", "frob");
  }

  @Test
  void a_timeout_ends_it_through_sudo() throws IOException {
    Path log = dir.resolve("log");
    executor = executor(sudo("echo \"$*\" | head -n 1 >>" + log + "\n" + PERMITS), false);

    FleetError error =
        Outcome.failure(
            executor.run(
                Command.of("sleep", "60").withAsRoot(true).withTimeout(Duration.ofSeconds(1))));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("was ended");
    assertThat(Files.readAllLines(log)).hasSize(3).last().asString().startsWith("-n -- sh -c");
  }

  /** sudoers may permit one program and no shell: then nobody can signal what runs as root. */
  @Test
  void a_timeout_that_cannot_end_it_says_so() throws IOException {
    Path pid = dir.resolve("pid");
    executor =
        executor(
            sudo("test \"$3\" = sh && exit 1; echo $$ >" + pid + "\nshift 2; exec \"$@\""), false);
    try {
      FleetError error =
          Outcome.failure(
              executor.run(
                  Command.of("sleep", "60").withAsRoot(true).withTimeout(Duration.ofSeconds(1))));

      assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
      assertThat(error.message()).contains("could NOT be ended").contains("sudoers");
    } finally {
      ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
          .ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private String sudo(String body) throws IOException {
    Path file = Files.writeString(dir.resolve("sudo"), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }

  private static LocalExecutor executor(String sudo, boolean root) {
    return new LocalExecutor(Hosts.local(), new Privilege(sudo, root), Supervisor.shared());
  }
}
