package dev.tendhost.exec.internal.local;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The reading end of a named pipe that carries one stream of one command. Unlike a {@link Process}
 * stream, a blocked read can be ended: {@link #stop} writes to the pipe itself. And nobody else
 * reads it: at a child's exit the JDK drains its own pipes without bound for as long as a
 * grandchild writes.
 */
final class Fifo {
  private final Path path;
  private final FileInputStream reader;
  private final FileChannel keeper;
  private volatile boolean stopped;
  private volatile boolean reading;
  private volatile boolean lostOutput;
  private boolean closed;
  private boolean sawEnd;

  /** Opens both ends: a pipe without a writer would block the opening of its reader. */
  Fifo(Path path) throws IOException {
    this.path = path;
    this.keeper = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      this.reader = new FileInputStream(path.toFile());
    } catch (IOException e) {
      keeper.close();
      throw e;
    }
  }

  Path path() {
    return path;
  }

  File file() {
    return path.toFile();
  }

  /** Lets go of the writing end, once the command has it. From here on the pipe can end. */
  void handedOver() throws IOException {
    keeper.close();
  }

  /** Reads what there is; blocks while there is nothing; -1 at the end or once stopped. */
  int read(byte[] buffer) throws IOException {
    reading = true;
    try {
      if (stopped) {
        lostOutput |= reader.available() > 0;
        return -1;
      }
      int count = reader.read(buffer);
      if (stopped) {
        // One byte is the one that woke us.
        lostOutput |= count > 1;
        return -1;
      }
      sawEnd = count < 0;
      return count;
    } finally {
      reading = false;
    }
  }

  /** Whether output was thrown away because the reading was stopped. */
  boolean lostOutput() {
    return lostOutput;
  }

  /** Ends the reading at once. May block for the moment the reader needs to notice. */
  void stop() {
    stopped = true;
    if (!reading) {
      return;
    }
    try (FileChannel waker = openWaker()) {
      waker.write(ByteBuffer.wrap(new byte[1]));
    } catch (IOException gone) {
      // The reader has closed its end: it is awake.
    }
  }

  /** Opened while the reader is: otherwise the opening would wait for one. */
  private synchronized FileChannel openWaker() throws IOException {
    if (closed) {
      throw new IOException("closed");
    }
    return FileChannel.open(path, StandardOpenOption.WRITE);
  }

  /** Closes both ends; whoever still writes gets SIGPIPE. True if the pipe is clean for reuse. */
  synchronized boolean close() {
    closed = true;
    try {
      keeper.close();
      reader.close();
    } catch (IOException e) {
      return false;
    }
    return sawEnd && !stopped;
  }
}
