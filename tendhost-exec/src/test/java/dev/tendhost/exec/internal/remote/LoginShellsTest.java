package dev.tendhost.exec.internal.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Command;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.ssh.BecomeRoot;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line for the login shell, given to each shell as sshd gives it. */
@Timeout(120)
class LoginShellsTest {
  private static final int LISTS = 40;

  @TempDir Path home;

  /** What came of a command. */
  private record Ran(String frames, String stdout, String stderr, int status) {}

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "csh", "tcsh"})
  void wordsAndVariablesArriveAsTheyAre(String shell) throws Exception {
    RandomWords random = new RandomWords(shell.hashCode());
    for (int i = 0; i < LISTS; i++) {
      List<String> words = random.list();
      List<String> argv =
          new ArrayList<>(List.of("sh", "-c", "printf '%s\\0' \"$X\" \"$@\"", "sh"));
      argv.addAll(words);
      String value = words.get(0) + "\n";

      Ran ran = run(shell, Command.of(argv).withEnvironment(Map.of("X", value)));

      assertThat(ran.stdout())
          .as("list %d", i)
          .isEqualTo(value + "\0" + String.join("\0", words) + "\0");
      assertThat(ran.stderr()).isEmpty();
      assertThat(ran.frames()).endsWith("s");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "csh", "tcsh"})
  void longWordsGoByStandardInput(String shell) throws Exception {
    String word = "x".repeat(100_000);
    String text = "é'!\n".repeat(9_000);

    Ran ran = run(shell, Command.of("printf", "[%s]", word, text));

    assertThat(ran.frames()).isEqualTo("gs");
    assertThat(ran.stdout()).isEqualTo("[" + word + "][" + text + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "csh", "tcsh"})
  void exitCodesAndMissingProgramsAreTold(String shell) throws Exception {
    assertThat(run(shell, Command.shell("exit 42")).status()).isEqualTo(42);
    assertThat(run(shell, Command.shell("exit 127"))).extracting(Ran::frames).isEqualTo("s");
    assertThat(run(shell, Command.of("tendhost-nothing")).frames()).isEqualTo("n");
    assertThat(run(shell, Command.of("/nonexistent/a b", "x")).frames()).isEqualTo("n");
    assertThat(run(shell, Command.of("/etc/passwd")).frames()).isEqualTo("x");
    assertThat(run(shell, Command.of("/etc")).frames()).isEqualTo("x");
    assertThat(run(shell, Command.of("if")).frames()).isEqualTo("n");
    assertThat(run(shell, Command.of("true").withEnvironment(Map.of("PATH", "/nowhere"))).frames())
        .isEqualTo("n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sh", "dash", "bash", "zsh", "fish", "csh", "tcsh"})
  void variablesOfTheShellsOwnArriveToo(String shell) throws Exception {
    Map<String, String> environment =
        Map.of(
            "IFS",
            "x",
            "PPID",
            "1",
            "OPTIND",
            "no",
            "UID",
            "7",
            "RANDOM",
            "r",
            "ENV",
            "/e",
            "PWD",
            "/pwd",
            "LC_ALL",
            "C",
            "tendhost_a",
            "a",
            "a",
            "b");

    Ran ran = run(shell, Command.of("env", "--null").withEnvironment(environment));

    assertThat(ran.stderr()).isEmpty();
    assertThat(ran.stdout().split("\0", -1))
        .contains("IFS=x", "PPID=1", "OPTIND=no", "UID=7", "RANDOM=r", "ENV=/e", "PWD=/pwd")
        .contains("LC_ALL=C", "tendhost_a=a", "a=b")
        .noneMatch(
            variable -> variable.startsWith("tendhost_") && !variable.equals("tendhost_a=a"));
  }

  private Ran run(String shell, Command command) throws Exception {
    Plan plan = Plan.of(command, BecomeRoot.AUTO);
    ProcessBuilder builder =
        new ProcessBuilder(Tools.need(shell).toString(), "-c", plan.line())
            .directory(home.toFile());
    builder.environment().put("HOME", home.toString());
    Path stderr = home.resolve("stderr");
    builder.redirectError(stderr.toFile());
    Process process = builder.start();
    write(process, plan);
    StringBuilder frames = new StringBuilder();
    String out = scan(plan.marker(), process.getInputStream().readAllBytes(), frames);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String err = scan(plan.marker(), java.nio.file.Files.readAllBytes(stderr), new StringBuilder());
    return new Ran(frames.toString(), out, err, process.exitValue());
  }

  private static void write(Process process, Plan plan) throws IOException {
    try (OutputStream pipe = process.getOutputStream()) {
      String script = plan.script();
      if (script != null) {
        pipe.write(Guard.input(plan.marker(), script).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException gone) {
      // It has ended already.
    }
  }

  private static String scan(Marker marker, byte[] bytes, StringBuilder frames) {
    java.io.ByteArrayOutputStream output = new java.io.ByteArrayOutputStream();
    FrameScanner scanner =
        new FrameScanner(
            marker,
            new FrameScanner.Sink() {
              @Override
              public void frame(char letter, String rest) {
                frames.append(letter);
              }

              @Override
              public void output(byte[] some, int count) {
                output.write(some, 0, count);
              }
            });
    scanner.add(bytes);
    assertThat(scanner.noise()).isEmpty();
    return output.toString(StandardCharsets.UTF_8);
  }
}
