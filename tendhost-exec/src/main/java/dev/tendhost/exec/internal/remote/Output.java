package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.OutputListener.Source;
import dev.tendhost.exec.internal.Listening;
import dev.tendhost.exec.internal.OutputCapture;
import dev.tendhost.exec.internal.Signals;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The two streams of one command as they are kept, and the result they make. */
final class Output {
  private final Listening listening;
  private final OutputCapture stdout;
  private final OutputCapture stderr;

  Output(Command command) {
    this.listening = new Listening(command.listener(), command.display());
    this.stdout = new OutputCapture(command.outputLimit(), listening.splitter(Source.STDOUT));
    this.stderr = new OutputCapture(command.outputLimit(), listening.splitter(Source.STDERR));
  }

  /** Whether a listener hears it. */
  boolean isHeard() {
    return listening.hears();
  }

  void add(Source source, byte[] bytes, int count) {
    (source == Source.STDOUT ? stdout : stderr).add(bytes, count);
  }

  void finish(boolean lostOutput) {
    stdout.finish(lostOutput);
    stderr.finish(lostOutput);
  }

  /** No listener is called from here on; may block for a moment. */
  void mute() {
    listening.mute();
  }

  String stderr() {
    return stderr.text();
  }

  CommandResult result(@Nullable Integer status, @Nullable String signal, Duration duration) {
    return new CommandResult(
        signal == null ? status : null,
        signal,
        stdout.text(),
        stderr.text(),
        stdout.truncated(),
        stderr.truncated(),
        duration);
  }

  /** The signal's name: as the server told it, or as a shell would have. */
  static @Nullable String signal(@Nullable Integer status, @Nullable String told, boolean exact) {
    if (told != null) {
      // OpenSSH adds its name to those that the RFC does not know: SYS@openssh.com.
      int at = told.indexOf('@');
      return at < 0 ? told : told.substring(0, at);
    }
    return exact || status == null ? null : Signals.ofStatus(status);
  }
}
