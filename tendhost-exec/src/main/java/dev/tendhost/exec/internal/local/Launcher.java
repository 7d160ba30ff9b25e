package dev.tendhost.exec.internal.local;

import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.CommandWords;
import dev.tendhost.exec.internal.Failures;
import dev.tendhost.exec.internal.SudoQuestion;
import dev.tendhost.exec.internal.SudoRefusal;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts one command in a session of its own, and knows afterwards whether it truly ran. */
final class Launcher {
  /** A pipe holds at least a page, so this much is written to it without blocking. */
  private static final int PIPE_BYTES = 4096;

  /** Makes of the shell's arguments what a question expects. */
  private static final String ASK =
      "tendhost_say(){ echo \"$1\"; };tendhost_sought=$1;tendhost_sudo=$2;shift 2;";

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
  Process start(Pipes pipes) throws IOException {
    List<String> words = CommandWords.of(command);
    boolean sudo = bySudo();
    checkProgram(words.get(0), sudo);
    ProcessBuilder builder =
        sudo
            ? english(privilege.asRoot(CommandWords.behindSudo(command)))
            : inSession(words, command.environment());
    Process process = startWithInput(pipes.redirect(builder), pipes.pool());
    pipes.handedOver();
    return process;
  }

  /** Starts a shell that asks sudo whether it refused the command, and prints its answer. */
  Process ask(SudoQuestion question, Pipes pipes) throws IOException {
    List<String> words = new ArrayList<>(List.of("sh", "-c", ASK + question.script(), "sh"));
    words.addAll(List.of(question.sought(), privilege.sudo()));
    words.addAll(CommandWords.behindSudo(command));
    Process process = pipes.redirect(english(words)).redirectInput(DEV_NULL).start();
    pipes.handedOver();
    return process;
  }

  /** What has to be asked because sudo may have refused: commands may say the same. */
  Optional<SudoQuestion> doubt(int status, String stderr, Duration took) {
    return bySudo() ? SudoQuestion.after(status, stderr, took) : Optional.empty();
  }

  /** Why a command that seemed to run did not: setsid or sudo ended in its place. */
  @Nullable TendhostException didNotRun(int status, String stderr) {
    if ((status == 126 || status == 127) && stderr.startsWith("setsid: ")) {
      return failures.notStarted(stderr.strip(), null);
    }
    String program = CommandWords.behindSudo(command).get(0);
    return bySudo() && SudoRefusal.notFound(status, stderr, program)
        ? failures.programMissing(program)
        : null;
  }

  private boolean bySudo() {
    return command.asRoot() && !privilege.root();
  }

  private ProcessBuilder inSession(List<String> words, Map<String, String> environment) {
    List<String> all = new ArrayList<>(List.of("setsid"));
    all.addAll(words);
    return nativeWords.builder(all, environment);
  }

  private ProcessBuilder english(List<String> words) {
    ProcessBuilder builder = inSession(words, Map.of());
    SudoRefusal.speakEnglish(builder.environment());
    return builder;
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
