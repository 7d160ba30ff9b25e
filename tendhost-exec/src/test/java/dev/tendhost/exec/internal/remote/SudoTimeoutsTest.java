package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs as root through a real sudo is ended, or is said to run on. */
class SudoTimeoutsTest extends SudoTests {
  /** A process that has ended and is not yet reaped counts as ended. */
  private static final String ALIVE =
      "grep -q '^State:.[^ZX]' /proc/$(cat /run/pid)/status 2>/dev/null";

  @Test
  void timeoutEndsWhatRunsAsRoot() {
    for (String defaults : List.of("Defaults !use_pty", "Defaults use_pty")) {
      for (String rule : List.of(NOPASSWD, ALL)) {
        host.sudoers(defaults, rule);
        Command command =
            Command.shell("trap '' TERM; echo $$ >/run/pid; while :; do sleep 1; done")
                .withTimeout(Duration.ofSeconds(3));

        FleetError error = Outcome.failure(run(command, secret()));

        assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
        assertThat(error.message()).as(defaults + rule).contains("was ended");
        assertThat(root(Command.shell(ALIVE)).ok()).as(defaults + rule).isFalse();
      }
    }
  }

  @Test
  void whatCannotBeEndedIsSaid() throws IOException {
    Path stubborn = host.inside("/run/stubborn");
    Files.writeString(
        stubborn, "#!/bin/sh\ntrap '' TERM\necho $$ >/run/pid\nsleep 9 &\nwait\nwait\n");
    Tools.run("chmod", "755", stubborn.toString());
    host.sudoers("password ALL=(ALL) NOPASSWD: /run/stubborn");
    Command command = Command.of("/run/stubborn").withTimeout(Duration.ofSeconds(1));

    FleetError error = Outcome.failure(run(command, SecretSource.none()));

    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("may still run");
    assertThat(Outcome.of(session.run(Command.shell(ALIVE)).future()).ok()).isTrue();
    host.sudoers(NOPASSWD);
    root(Command.shell("kill -s KILL $(cat /run/pid)"));
  }
}
