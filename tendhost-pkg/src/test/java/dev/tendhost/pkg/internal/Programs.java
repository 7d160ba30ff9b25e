package dev.tendhost.pkg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A directory of programs for scripts to find: fakes, and some of this machine's own. */
public final class Programs {
  private final Path scratch;
  private final Path bin;

  /** How a script ended. */
  public record Ended(int exitCode, String stdout, String stderr) {}

  public Programs(Path scratch) {
    this.scratch = scratch;
    this.bin = scratch.resolve("bin");
    make(() -> Files.createDirectories(bin));
  }

  /** A program that is a shell script. */
  public Programs fake(String name, String body) {
    Path file = bin.resolve(name);
    make(() -> Files.writeString(file, "#!/bin/sh\n" + body + "\n"));
    make(() -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x")));
    return this;
  }

  /** Programs of this machine. */
  public Programs own(String... names) {
    for (String name : names) {
      Path own =
          Stream.of("/bin/", "/usr/bin/")
              .map(directory -> Path.of(directory + name))
              .filter(Files::isExecutable)
              .findFirst()
              .orElseThrow();
      fake(name, "exec " + own + " \"$@\"");
    }
    return this;
  }

  /** Runs a script that finds these programs and no others. */
  public Ended runAlone(String script) {
    return run(script, bin.toString());
  }

  /** Runs a script that finds these programs before this machine's. */
  public Ended run(String script) {
    return run(script, bin + ":" + System.getenv("PATH"));
  }

  private Ended run(String script, String path) {
    Path out = scratch.resolve("out");
    Path err = scratch.resolve("err");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script);
    shell.environment().put("PATH", path);
    shell.redirectOutput(out.toFile()).redirectError(err.toFile());
    try {
      Process process = shell.start();
      process.getOutputStream().close();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(script).isTrue();
      return new Ended(process.exitValue(), read(out), read(err));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  private interface Making {
    Object make() throws IOException;
  }

  private static void make(Making making) {
    try {
      making.make();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
