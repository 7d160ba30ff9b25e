package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.tck.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A command that could not be run is told apart from one that ran and failed. */
@Timeout(60)
class UnstartableCommandsTest extends LocalExecutorTests {
  @Test
  void an_argument_longer_than_the_kernel_takes_is_an_error() {
    FleetError error = Outcome.failure(executor.run(Command.of("echo", "x".repeat(200_000))));

    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message()).contains("Argument list too long");
  }

  @Test
  void what_cannot_be_run_is_told_apart_from_what_failed() throws IOException {
    Path script = Files.writeString(dir.resolve("script"), "#!/nonexistent/interpreter\n");

    assertThat(Outcome.failure(executor.run(Command.of("tendhost-none"))).message())
        .contains("no program tendhost-none");
    assertThat(Outcome.failure(executor.run(Command.of(script.toString()))).message())
        .contains("may execute");
    assertThat(Outcome.failure(executor.run(Command.of(dir.toString()))).message())
        .contains("may execute");
    assertThat(script.toFile().setExecutable(true)).isTrue();
    FleetError error = Outcome.failure(executor.run(Command.of(script.toString())));
    assertThat(error.kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(error.message()).contains("could not be run").contains(script.toString());
    assertThat(Outcome.of(executor.run("tendhost-none")).exitCode()).isEqualTo(127);
    assertThat(Outcome.of(executor.run("echo 'no' >&2; exit 126")).exitCode()).isEqualTo(126);
  }

  @Test
  void a_program_is_looked_for_along_the_commands_own_path() throws IOException {
    Path tool = Files.writeString(dir.resolve("tendhost-tool"), "#!/bin/sh\necho own\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    Command command = Command.of("tendhost-tool");

    assertThat(
            Outcome.of(executor.run(command.withEnvironment(Map.of("PATH", dir + ":/bin"))))
                .stdout())
        .isEqualTo("own\n");
    assertThat(Outcome.failure(executor.run(command)).kind()).isEqualTo(FailureKind.COMMAND_FAILED);
  }
}
