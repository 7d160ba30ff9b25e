package dev.tendhost.exec.internal.local;

import dev.tendhost.exec.internal.OutputCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** A started process and its pipes, from its start to its exit or to the end of our patience. */
final class RunningProcess {
  private static final int BUFFER = 16 << 10;

  private final Process process;
  private final Pipes pipes;
  private final Supervisor supervisor;

  /** Done when we have tried to end the process. */
  private final CompletableFuture<Void> given = new CompletableFuture<>();

  private volatile @Nullable Boolean ended;
  private volatile @Nullable Future<?> grace;

  RunningProcess(Process process, Pipes pipes, Supervisor supervisor) {
    this.process = process;
    this.pipes = pipes;
    this.supervisor = supervisor;
  }

  /** Reads both streams and waits for the exit; blocks. Null if the process does not end. */
  @Nullable Integer readToEnd(OutputCapture stdout, OutputCapture stderr) throws IOException {
    CompletableFuture<Void> exit = process.toHandle().onExit().thenRun(this::exited);
    CompletableFuture<Void> stderrRead = supervisor.work(() -> read(stderr, pipes.stderr()));
    try {
      readAll(stdout, pipes.stdout());
    } finally {
      stderrRead.exceptionally(thrown -> null).join();
    }
    stderrRead.join();
    CompletableFuture.anyOf(exit, given).join();
    Future<?> armed = grace;
    if (armed != null) {
      armed.cancel(false);
    }
    return status();
  }

  /** Ends the process group, once; blocks for some seconds at most. False if it lives on. */
  synchronized boolean end(Privilege privilege, boolean asRoot) {
    Boolean already = ended;
    if (already != null) {
      return already;
    }
    boolean gone = ProcessGroup.end(process, privilege, asRoot);
    ended = gone;
    stopReading();
    given.complete(null);
    return gone;
  }

  private @Nullable Integer status() {
    try {
      // The JDK's reaper may still be about to note the exit status of a process that has ended.
      return Boolean.FALSE.equals(ended) && process.isAlive() ? null : process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }

  private void exited() {
    grace = supervisor.after(LocalRun.GRACE, this::stopReading);
  }

  /** On workers of their own: to stop a pipe may block for a moment. */
  private void stopReading() {
    supervisor.background(pipes.stdout()::stop);
    supervisor.background(pipes.stderr()::stop);
  }

  /** Reads until the stream ends or somebody stops it; blocks. */
  private static void readAll(OutputCapture capture, Fifo from) throws IOException {
    byte[] buffer = new byte[BUFFER];
    for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
      capture.add(buffer, count);
    }
    capture.finish(from.lostOutput());
  }

  private static void read(OutputCapture capture, Fifo from) {
    try {
      readAll(capture, from);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
