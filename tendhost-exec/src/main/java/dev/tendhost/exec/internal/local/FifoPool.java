package dev.tendhost.exec.internal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes named pipes, many at a time because Java must start {@code mkfifo} for them, and gives them
 * out again once they have ended. They lie in a private directory below {@code java.io.tmpdir} that
 * goes when the JVM ends. Blocks; for worker threads only.
 */
final class FifoPool {
  private static final int BATCH = 16;
  private static final long PATIENCE_SECONDS = 10;

  private final Deque<Path> ready = new ArrayDeque<>();
  private final Deque<Path> unmade = new ArrayDeque<>();
  private @Nullable Path directory;
  private int names;

  /** A pipe of one's own, both ends open. */
  synchronized Fifo take() throws IOException {
    Path path = ready.poll();
    if (path != null && !Files.exists(path)) {
      // Something has cleaned the temporary directory: start over.
      directory = null;
      path = null;
    }
    if (path == null) {
      make();
      path = ready.remove();
    }
    return new Fifo(path);
  }

  /** Takes a pipe back, and makes it anew if somebody may still write to it. */
  void giveBack(Fifo fifo) {
    boolean clean = fifo.close();
    boolean gone = !clean && deleted(fifo.path());
    synchronized (this) {
      if (!Objects.equals(fifo.path().getParent(), directory)) {
        deleted(fifo.path());
      } else if (clean) {
        ready.push(fifo.path());
      } else if (gone) {
        unmade.add(fifo.path());
      }
    }
  }

  /** The directory, for other files that must be nobody else's. */
  synchronized Path directory() throws IOException {
    Path current = directory;
    if (current == null || !Files.isDirectory(current)) {
      current = Files.createTempDirectory("tendhost-exec-");
      current.toFile().deleteOnExit();
      directory = current;
      ready.clear();
      unmade.clear();
      names = 0;
    }
    return current;
  }

  private void make() throws IOException {
    Path where = directory();
    List<Path> batch = new ArrayList<>();
    while (batch.size() < BATCH) {
      Path path = unmade.poll();
      if (path == null) {
        path = where.resolve("pipe-" + names++);
        path.toFile().deleteOnExit();
      }
      batch.add(path);
    }
    mkfifo(batch);
    ready.addAll(batch);
  }

  private static void mkfifo(List<Path> paths) throws IOException {
    List<String> words = new ArrayList<>(List.of("mkfifo", "-m", "600"));
    paths.forEach(path -> words.add(path.toString()));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!Waiting.forExit(process, PATIENCE_SECONDS) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IOException("mkfifo failed in " + paths.get(0).getParent() + ": " + said.strip());
    }
  }

  private static boolean deleted(Path path) {
    try {
      Files.deleteIfExists(path);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
