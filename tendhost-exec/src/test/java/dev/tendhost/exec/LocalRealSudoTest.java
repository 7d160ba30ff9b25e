package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.fixture.UserHost;
import dev.tendhost.exec.internal.local.Privilege;
import dev.tendhost.exec.internal.local.Supervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A local executor before a real sudo, which a user of a host of its own calls. */
@Tag("fleet")
@Timeout(120)
class LocalRealSudoTest {
  private static final String USER = "password";
  private static final String ALL = USER + " ALL=(ALL) ALL";
  private static final String NOPASSWD = USER + " ALL=(ALL) NOPASSWD: ALL";

  @TempDir static Path dir;
  private static UserHost host;
  private static LocalExecutor executor;

  @BeforeAll
  static void start() throws IOException {
    host = UserHost.start();
    Path sudo = dir.resolve("sudo");
    Files.writeString(
        sudo,
        "#!/bin/sh\nexec "
            + String.join(" ", host.inside())
            + " setpriv --reuid="
            + USER
            + " --regid=g"
            + USER
            + " --clear-groups sudo \"$@\"\n");
    Tools.run("chmod", "755", sudo.toString());
    Privilege bySudo = new Privilege(sudo.toString(), false);
    executor = new LocalExecutor(Hosts.local(), bySudo, Supervisor.shared());
  }

  @AfterAll
  static void stop() {
    if (executor != null) {
      Outcome.of(executor.close());
    }
    if (host != null) {
      host.close();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sudo: a password is required",
        "sudo: sorry, you must have a tty to run sudo",
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
            List.of(ALL, USER + " ALL=(ALL) NOPASSWD: /run/parrot, /usr/bin/env"));
    for (List<String> rule : rules) {
      sudoers(rule);
      for (Map<String, String> environment : List.of(Map.<String, String>of(), Map.of("A", "b"))) {
        Files.deleteIfExists(runs);

        CommandResult result = Outcome.of(executor.run(parrot().withEnvironment(environment)));

        assertThat(result.exitCode()).as(rule.toString()).isEqualTo(1);
        assertThat(result.stderr()).as(rule.toString()).isEqualTo(sentence + "\n");
        assertThat(runs).as(rule.toString()).hasContent("run\n");
      }
    }
  }

  @Test
  void refusalsAreRefusals() throws IOException {
    Path runs = parrot("sudo: a password is required");
    Files.deleteIfExists(runs);
    List<List<String>> rules =
        List.of(
            List.of(ALL),
            List.of("Defaults runcwd=*", ALL),
            List.of("Defaults requiretty", NOPASSWD),
            List.of("Defaults !authenticate", USER + " ALL=(ALL) /usr/bin/id"),
            List.of(USER + " ALL=(ALL) NOPASSWD: /usr/bin/id"),
            List.of("root ALL=(ALL) ALL"));
    for (List<String> rule : rules) {
      sudoers(rule);

      FleetError error = Outcome.failure(executor.run(parrot()));

      assertThat(error.kind()).as(rule.toString()).isEqualTo(FailureKind.PRIVILEGE);
      assertThat(error.message()).as(rule.toString()).contains("sudo refused", "nothing was run");
      assertThat(runs).as(rule.toString()).doesNotExist();
    }
  }

  private static Command parrot() {
    return Command.of("/run/parrot").withAsRoot(true);
  }

  private static Path parrot(String sentence) throws IOException {
    Path parrot = host.file("/run/parrot");
    String script = "echo run >>/run/parrot.runs; echo \"" + sentence + "\" >&2; exit 1\n";
    Files.writeString(parrot, "#!/bin/sh\n" + script);
    Tools.run("chmod", "755", parrot.toString());
    return host.file("/run/parrot.runs");
  }

  private static void sudoers(List<String> lines) throws IOException {
    Path file = host.file("/etc/sudoers");
    Files.deleteIfExists(file);
    Files.write(file, lines);
    Tools.run("chmod", "440", file.toString());
  }
}
