package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The scripts, run by this machine's shell. */
class DnfScriptsTest {
  @TempDir private Path directory;

  private record Ended(int exitCode, String stdout, String stderr) {}

  @Test
  void whatIsToldIsRead() throws Exception {
    Ended ended =
        sh(Told.script("ask a printf 'x\\n\\n  y %s\\n' z\ntell b ''\ntell c \"$(echo 1)\"\n"));
    Told told = Told.parse(ended.stdout());
    assertThat(told.list("a")).containsExactly("x", "  y z");
    assertThat(told.list("b")).isEmpty();
    assertThat(told.value("c")).isEqualTo("1");
  }

  @Test
  void aCommandThatFailsEndsTheScriptWithItsExitCode() throws Exception {
    Ended ended = sh(Told.script("ask a sh -c 'echo x; echo no >&2; exit 7'\ntell b ''\n"));
    assertThat(ended.exitCode()).isEqualTo(7);
    assertThat(ended.stderr()).isEqualTo("no\n");
    assertThatThrownBy(() -> Told.parse(ended.stdout())).isInstanceOf(Garbled.class);
  }

  @ParameterizedTest
  @EnumSource(Generation.class)
  void theShellUnderstandsEveryScript(Generation generation) throws Exception {
    DnfTool tool = new DnfTool("dnf", generation, "1.0", Set.of("needs-restarting"));
    DnfCommands commands = new DnfCommands(tool);
    List<Command> all =
        List.of(
            DnfCommands.find(),
            DnfCommands.probe(),
            commands.refresh(),
            commands.lists(),
            commands.visible(),
            commands.duplicates(),
            commands.plan(UpgradeWords.lenient(tool, Set.of("a", "b:noarch"))),
            commands.leftovers(),
            commands.metadata(),
            commands.reboot());
    for (Command command : all) {
      Ended ended = sh("sh -n <<'SCRIPT'\n" + command.script() + "\nSCRIPT\n");
      assertThat(ended.stderr()).as(command.display()).isEmpty();
      assertThat(ended.exitCode()).isZero();
      assertThat(command.script()).doesNotContain("TOOL", "CACHE", "NEEDS", "SECONDS");
    }
  }

  @Test
  void aMachineWithoutTheToolsIsToldSo() throws Exception {
    Ended ended = sh("PATH=" + emptyPath() + "\n" + DnfCommands.probe().script());
    assertThat(DnfTool.parse(ended.stdout()).program()).isEqualTo(DnfTool.NONE);
  }

  @Test
  void whoHoldsTheLockIsTold() throws Exception {
    Path file = Files.createFile(directory.resolve(".rpm.lock"));
    String script = DnfScripts.bounded(9) + "rpm() { echo '" + directory + "'; }\nholders\n";
    assertThat(sh(script).stdout()).isEmpty();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        FileLock lock = channel.lock()) {
      assertThat(lock.isValid()).isTrue();
      assertThat(sh(script).stdout()).startsWith(ProcessHandle.current().pid() + " (");
    }
  }

  @Test
  void whatWaitsForTooLongIsEnded() throws Exception {
    Ended ended = sh(DnfScripts.bounded(1) + "bounded sleep 30\n");
    assertThat(ended.exitCode()).isEqualTo(124);
    assertThat(sh(DnfScripts.bounded(30) + "bounded sh -c 'exit 5'\n").exitCode()).isEqualTo(5);
  }

  /** The shell's own commands, and nothing of this machine's packages. */
  private String emptyPath() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("bin"));
    for (String program : List.of("sed", "grep", "sort")) {
      for (String from : List.of("/bin/", "/usr/bin/")) {
        if (Files.exists(Path.of(from + program)) && !Files.exists(bin.resolve(program))) {
          Files.createSymbolicLink(bin.resolve(program), Path.of(from + program));
        }
      }
    }
    return bin.toString();
  }

  private Ended sh(String script) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("script"), script);
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    Process process =
        new ProcessBuilder("/bin/sh", file.toString())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    process.getOutputStream().close();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }
}
