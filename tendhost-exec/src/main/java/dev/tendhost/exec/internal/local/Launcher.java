package dev.tendhost.exec.internal.local;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.SudoRefusal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts one command in a session of its own, and knows afterwards whether it truly ran. */
final class Launcher {
  /** A pipe holds at least a page, so this much is written to it without blocking. */
  private static final int PIPE_BYTES = 4096;

  private static final File DEV_NULL = new File("/dev/null");

  private final Command command;
  private final Privilege privilege;
  private final Failures failures;
  private final NativeWords nativeWords;

  Launcher(Command command, Privilege privilege, Failures failures, NativeWords nativeWords) {
    this.command = command;
    this.privilege = privilege;
    this.failures = failures;
    this.nativeWords = nativeWords;
  }

  /**
   * Starts it: setsid(1) makes a session and then becomes the command, so the process we started
   * leads the group that a time-out ends.
   */
  Process start(Fifo stdout, Fifo stderr, FifoPool files) throws IOException {
    List<String> words = words();
    boolean sudo = command.asRoot() && !privilege.root();
    checkProgram(words.get(0), sudo);
    List<String> all = new ArrayList<>(List.of("setsid"));
    all.addAll(sudo ? privilege.asRoot(words, command.environment()) : words);
    ProcessBuilder builder = nativeWords.builder(all, sudo ? Map.of() : command.environment());
    if (sudo) {
      SudoRefusal.speakEnglish(builder.environment());
    }
    builder.redirectOutput(stdout.file());
    builder.redirectError(stderr.file());
    Process process = startWithInput(builder, files);
    stdout.handedOver();
    stderr.handedOver();
    return process;
  }

  /** Why a command that seemed to run did not: setsid or sudo ended in its place. */
  @Nullable TendhostException didNotRun(int status, String stderr) {
    if ((status == 126 || status == 127) && stderr.startsWith("setsid: ")) {
      return failures.notStarted(stderr.strip(), null);
    }
    if (command.asRoot() && !privilege.root()) {
      Optional<String> refusal = SudoRefusal.of(status, stderr);
      if (refusal.isPresent()) {
        return failures.sudoRefused(refusal.get());
      }
      String program = command.environment().isEmpty() ? words().get(0) : "env";
      if (SudoRefusal.notFound(status, stderr, program)) {
        return failures.programMissing(program);
      }
    }
    return null;
  }

  private List<String> words() {
    String script = command.script();
    if (script == null) {
      return command.argv();
    }
    // A shell would take a script that begins so for an option.
    boolean likeOption = script.startsWith("-") || script.startsWith("+");
    return List.of("sh", "-c", likeOption ? " " + script : script);
  }

  /** setsid reports a missing program like a program's own failure; so look first. */
  private void checkProgram(String program, boolean sudo) {
    if (sudo) {
      if (privilege.sudoMissing()) {
        throw failures.noSudo(privilege.sudo());
      }
      return;
    }
    String path = command.environment().getOrDefault("PATH", System.getenv("PATH"));
    switch (Programs.look(program, path)) {
      case NO -> throw failures.programMissing(program);
      case NOT_EXECUTABLE -> throw failures.programNotExecutable(program);
      case YES -> {}
    }
  }

  /** Never writes more than a pipe holds: a program that does not read would block the writer. */
  private Process startWithInput(ProcessBuilder builder, FifoPool files) throws IOException {
    String stdin = command.stdin();
    if (stdin == null) {
      return builder.redirectInput(DEV_NULL).start();
    }
    byte[] bytes = stdin.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > PIPE_BYTES) {
      return startWithFile(builder, bytes, files.directory());
    }
    Process process = builder.start();
    try (OutputStream pipe = process.getOutputStream()) {
      pipe.write(bytes);
    } catch (IOException ended) {
      // It did not want its input.
    }
    return process;
  }

  /** The file, mode 0600, is there only until the command has opened it. */
  private static Process startWithFile(ProcessBuilder builder, byte[] bytes, Path directory)
      throws IOException {
    Path file = Files.createTempFile(directory, "stdin-", null);
    try {
      Files.write(file, bytes);
      return builder.redirectInput(file.toFile()).start();
    } finally {
      Files.delete(file);
    }
  }
}
