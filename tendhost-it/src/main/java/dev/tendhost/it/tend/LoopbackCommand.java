package dev.tendhost.it.tend;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.sshd.server.Environment;
import org.apache.sshd.server.ExitCallback;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one command of an SSH client in a shell, as the user of this JVM. */
final class LoopbackCommand implements Command {
  private static final int BUFFER = 8192;
  private static final Logger LOG = LoggerFactory.getLogger(LoopbackCommand.class);

  private final String command;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;
  private @Nullable OutputStream err;
  private @Nullable ExitCallback exit;
  private volatile @Nullable Process process;

  LoopbackCommand(String command) {
    this.command = command;
  }

  @Override
  public void setInputStream(InputStream value) {
    in = value;
  }

  @Override
  public void setOutputStream(OutputStream value) {
    out = value;
  }

  @Override
  public void setErrorStream(OutputStream value) {
    err = value;
  }

  @Override
  public void setExitCallback(ExitCallback value) {
    exit = value;
  }

  @Override
  public void start(ChannelSession channel, Environment environment) throws IOException {
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", command);
    shell.directory(new File(System.getProperty("user.home")));
    Process started = shell.start();
    process = started;
    thread(() -> feed(requireNonNull(in), started.getOutputStream()));
    Thread output = thread(() -> pump(started.getInputStream(), requireNonNull(out)));
    Thread errors = thread(() -> pump(started.getErrorStream(), requireNonNull(err)));
    thread(() -> end(started, List.of(output, errors)));
  }

  /** The command has ended, or the client is gone: then it ends with what it started. */
  @Override
  public void destroy(ChannelSession channel) {
    Process started = process;
    if (started != null && started.isAlive()) {
      started.descendants().forEach(ProcessHandle::destroy);
      started.destroy();
    }
  }

  private void end(Process started, List<Thread> outputs) {
    try {
      int status = started.waitFor();
      for (Thread output : outputs) {
        output.join();
      }
      requireNonNull(exit).onExit(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the command does not read is read here, so that the client can go on. */
  private static void feed(InputStream from, OutputStream to) {
    pump(from, to);
    pump(from, OutputStream.nullOutputStream());
    try {
      to.close();
    } catch (IOException gone) {
      LOG.debug("the command has closed its input", gone);
    }
  }

  /** Until the end of either side. */
  private static void pump(InputStream from, OutputStream to) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int count = from.read(buffer); count >= 0; count = from.read(buffer)) {
        to.write(buffer, 0, count);
        to.flush();
      }
    } catch (IOException gone) {
      LOG.debug("one side of a command's stream is gone", gone);
    }
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "tend-loopback");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
