package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * How a program ended that was run to arrange a host or to look at it.
 *
 * @param command its words, joined
 * @param exitCode its exit code, 128 and more after a signal
 * @param stdout what it wrote
 * @param stderr what it complained of
 */
public record Ran(String command, int exitCode, String stdout, String stderr) {
  /** Runs a program with nothing to read; fails the test if it does not end in time. */
  static Ran of(Duration limit, List<String> words) {
    String command = String.join(" ", words);
    Path directory = TempFiles.directory("tendhost-ran-");
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    try {
      Process process =
          new ProcessBuilder(words)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile())
              .start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            "not done after " + limit + ": " + command + read(out) + read(err));
      }
      return new Ran(command, process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      TempFiles.deleteTree(directory);
    }
  }

  /** Fails the test unless it exited with 0. */
  public Ran ok() {
    if (exitCode != 0) {
      throw new AssertionError(this);
    }
    return this;
  }

  /** Both outputs, one after the other. */
  public String output() {
    return stdout + stderr;
  }

  private static String read(Path file) throws IOException {
    return new String(Files.readAllBytes(file));
  }
}
