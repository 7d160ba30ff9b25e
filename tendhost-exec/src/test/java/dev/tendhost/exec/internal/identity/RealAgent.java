package dev.tendhost.exec.internal.identity;

import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** OpenSSH's own agent, in the foreground, on a socket of its own. */
final class RealAgent implements AutoCloseable {
  private final Path socket;
  private final Process process;

  RealAgent(Path directory) {
    socket = directory.resolve("agent");
    try {
      process =
          new ProcessBuilder(Kit.tool("ssh-agent"), "-D", "-a", socket.toString())
              .redirectErrorStream(true)
              .start();
      // It says where it listens as soon as it does.
      process.inputReader().readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> environment() {
    return Map.of("SSH_AUTH_SOCK", socket.toString());
  }

  /** Adds keys that are not encrypted. */
  RealAgent add(Path... files) {
    for (Path file : files) {
      Tools.run("sh", "-c", "SSH_AUTH_SOCK=" + socket + " " + Kit.tool("ssh-add") + " -q " + file);
    }
    return this;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
