package dev.tendhost.core.job;

import static dev.tendhost.core.job.Processes.claim;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is made of each combination of exit code, process and boot, in every shell there is. */
class JobVerdictTest {
  @TempDir Path temp;
  private final List<Process> processes = new ArrayList<>();
  private Path base;

  @BeforeEach
  void emptyDirectory() throws IOException {
    base = Processes.closedDirectory(temp.resolve("jobs"));
  }

  @AfterEach
  void endProcesses() {
    processes.forEach(Process::destroyForcibly);
  }

  @Test
  void everyCombinationHasItsVerdict() throws Exception {
    Path oddName = Files.copy(Path.of("/bin/sleep"), temp.resolve("a) Z 1 (b"));
    long pid = leader(oddName.toString(), "60");
    long start = Processes.start(pid);
    String alive = claim(pid, start, Processes.boot());
    String reused = claim(pid, start - 1, Processes.boot());
    String gone = claim(4_194_400, start, Processes.boot());
    String rebooted = claim(pid, start, Processes.NEVER);
    String exit = "exit code 42     \n";
    String reserved = "exit code not yet\n";

    expect(null, alive, "RUNNING");
    expect(reserved, alive, "RUNNING");
    expect(exit, alive, "RUNNING");
    expect(null, reused, "KILLED");
    expect(null, gone, "KILLED");
    expect(reserved, gone, "KILLED");
    expect("", gone, "KILLED");
    expect("exit code 1234\n", gone, "KILLED");
    expect(exit, gone, "EXITED(42)");
    expect(exit, reused, "EXITED(42)");
    expect(null, rebooted, "INTERRUPTED_BY_REBOOT");
    expect(exit, rebooted, "EXITED(42)");
    expect(null, "", "INTERRUPTED_BY_REBOOT");
    expect(null, "pid=1\nsta", "INTERRUPTED_BY_REBOOT");
    expect(null, null, "NOT_STARTED");
  }

  @Test
  void aZombieDoesNotLive() throws Exception {
    Process parent = start("sh", "-c", "setsid sleep 60 & echo $!; exec sleep 60");
    long pid = Long.parseLong(parent.inputReader().readLine());
    String claim = claim(pid, Processes.start(pid), Processes.boot());
    expect(null, claim, "RUNNING");

    Processes.kill(pid);
    Processes.waitUntil(() -> Processes.state(pid) == 'Z');

    expect(null, claim, "KILLED");
  }

  @Test
  void aSessionWhoseRunnerWasKilledIsNotOver() throws Exception {
    long pid = leader("sh", "-c", "sleep 60 & echo $! > " + temp + "/child; wait");
    String claim = claim(pid, Processes.start(pid), Processes.boot());
    Processes.waitUntil(() -> temp.resolve("child").toFile().length() > 0);
    long child = Long.parseLong(Jobs.read(temp.resolve("child")).strip());

    Processes.kill(pid);
    processes.get(0).waitFor();
    expect(null, claim, "ORPHANED");
    expect("exit code 3", claim, "EXITED(3)");

    Processes.kill(child);
    Processes.waitUntil(
        () -> !Files.exists(Path.of("/proc/" + child)) || Processes.state(child) == 'Z');
    expect(null, claim, "KILLED");
  }

  /** A process that leads a session; setsid becomes the program, as it leads no group before. */
  private long leader(String... program) throws IOException {
    List<String> words = new ArrayList<>(List.of("setsid"));
    words.addAll(List.of(program));
    Process process = start(words.toArray(String[]::new));
    Path command = Path.of("/proc/" + process.pid() + "/cmdline");
    Processes.waitUntil(() -> Jobs.read(command).startsWith(program[0]));
    return process.pid();
  }

  private Process start(String... words) throws IOException {
    Process process = new ProcessBuilder(words).start();
    processes.add(process);
    return process;
  }

  private void expect(@Nullable String rc, @Nullable String started, String verdict)
      throws IOException {
    Path job = Files.createTempDirectory(base, "job");
    if (rc != null) {
      Files.writeString(job.resolve("rc"), rc);
    }
    if (started != null) {
      Files.writeString(base.resolve(".started-" + job.getFileName()), started);
    }
    for (String path : Shells.paths(temp)) {
      ShellExecutor executor = new ShellExecutor(temp, path);
      JobVerdict seen = Jobs.await(Jobs.in(base, executor).look(job.getFileName().toString()));
      executor.close();
      assertThat(seen).as("rc %s, started %s, %s", rc, started, path).hasToString(verdict);
    }
  }
}
