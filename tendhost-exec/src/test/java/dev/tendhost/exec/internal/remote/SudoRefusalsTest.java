package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real sudo says is told from what commands say. */
class SudoRefusalsTest extends SudoTests {
  @Test
  void refusalsAreTypedAndNameTheFix() {
    host.sudoers("Defaults requiretty", NOPASSWD);
    assertThat(refused(run(Command.of("id"), secret())).message()).contains("requiretty");

    host.sudoers("root ALL=(ALL) ALL");
    assertThat(refused(run(Command.of("id"), secret())).message()).contains("sudoers");

    host.sudoers("password ALL=(ALL) /usr/bin/whoami");
    assertThat(refused(run(Command.of("id"), secret())).message()).contains("sudoers");
  }

  @Test
  void missingProgramIsNoPrivilegeMatter() {
    for (String rule : List.of(NOPASSWD, ALL)) {
      host.sudoers(rule);
      FleetError error = Outcome.failure(run(Command.of("tendhost-nothing", "x"), secret()));
      assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
      assertThat(error.message()).contains("tendhost-nothing");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo: a password is required",
        "sudo: sorry, you must have a tty to run sudo",
        "sudo: frob: command not found",
        "Sorry, user password is not allowed to execute '/x' as root on there.",
        "password is not in the sudoers file."
      })
  void commandThatSpeaksLikeSudoIsRunOnceAndIsAResult(String sentence) throws IOException {
    Path runs = parrot(sentence);
    List<List<String>> rules =
        List.of(
            List.of(NOPASSWD),
            List.of("Defaults runcwd=*", NOPASSWD),
            List.of("Defaults !authenticate", ALL),
            List.of("password ALL=(ALL) NOPASSWD: /run/parrot"),
            List.of(ALL, "password ALL=(ALL) NOPASSWD: /run/parrot, /usr/bin/env"),
            List.of("Defaults timestamp_type=global", ALL),
            List.of(ALL));
    for (List<String> rule : rules) {
      host.sudoers(rule.toArray(String[]::new));
      if (rule.contains("Defaults timestamp_type=global")) {
        Command warm = Command.shell("sudo -S -v").withStdin(host.password() + "\n");
        assertThat(Outcome.of(session.run(warm).future()).ok()).isTrue();
      }
      for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("A", "b"))) {
        if (!environment.isEmpty() && rule.get(0).endsWith("/run/parrot")) {
          continue;
        }
        Files.deleteIfExists(runs);
        heard.clear();

        CommandResult result = root(Command.of("/run/parrot").withEnvironment(environment));

        assertThat(result.exitCode()).as(rule.toString()).isEqualTo(1);
        assertThat(result.stderr()).as(rule.toString()).isEqualTo(sentence + "\n");
        assertThat(heard).as(rule.toString()).containsExactly(sentence);
        assertThat(runs).as(rule.toString()).hasContent("run\n");
      }
    }
  }

  @Test
  void refusalWithoutAQuestionIsNoResult() {
    host.sudoers("Defaults !authenticate", "password ALL=(ALL) /usr/bin/id");
    FleetError error = refused(run(Command.of("whoami"), SecretSource.none()));
    assertThat(error.message()).contains("not allowed to execute", "nothing was run", "sudoers");

    host.sudoers("Defaults !authenticate", "root ALL=(ALL) ALL");
    assertThat(refused(run(Command.of("id"), secret())).message()).contains("not in the sudoers");
    assertThat(asked).hasValue(0);
  }

  @Test
  void passwordIsAskedForWhatNoRuleExempts() {
    host.sudoers(ALL, "password ALL=(ALL) NOPASSWD: /usr/bin/id");

    assertThat(root(Command.of("id", "-u")).stdout()).isEqualTo("0\n");
    assertThat(asked).hasValue(0);
    assertThat(root(Command.of("whoami")).stdout()).isEqualTo("root\n");
    assertThat(asked).hasValue(1);
  }

  /** A program that says this on standard error, exits with 1, and counts its runs in a file. */
  private static Path parrot(String sentence) throws IOException {
    Path parrot = host.inside("/run/parrot");
    String script = "echo run >>/run/parrot.runs; echo \"" + sentence + "\" >&2; exit 1\n";
    Files.writeString(parrot, "#!/bin/sh\n" + script);
    Tools.run("chmod", "755", parrot.toString());
    return host.inside("/run/parrot.runs");
  }
}
