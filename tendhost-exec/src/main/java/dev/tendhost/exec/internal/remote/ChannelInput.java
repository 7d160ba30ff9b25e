package dev.tendhost.exec.internal.remote;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a channel, piece after piece and as fast as the host reads; never blocks. A host that
 * does not want its input any more is no error.
 */
final class ChannelInput {
  private final IoOutputStream stream;
  private final Deque<Piece> pieces = new ArrayDeque<>();
  private boolean writing;
  private boolean last;

  /** Some bytes; secret ones are wiped when they are sent or will not be. */
  private static final class Piece {
    private final byte[] bytes;
    private final boolean secret;

    Piece(byte[] bytes, boolean secret) {
      this.bytes = bytes;
      this.secret = secret;
    }

    void dispose() {
      if (secret) {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }

  ChannelInput(IoOutputStream stream) {
    this.stream = stream;
  }

  void send(byte[] bytes) {
    add(new Piece(bytes, false));
  }

  /** Sends bytes and wipes them. */
  void sendSecret(byte[] bytes) {
    add(new Piece(bytes, true));
  }

  /** The input ends behind what was sent. */
  void end() {
    synchronized (this) {
      last = true;
    }
    next();
  }

  private void add(Piece piece) {
    synchronized (this) {
      pieces.add(piece);
    }
    next();
  }

  private void next() {
    Piece piece;
    synchronized (this) {
      if (writing) {
        return;
      }
      piece = pieces.poll();
      writing = piece != null || last;
      if (!writing) {
        return;
      }
    }
    if (piece == null) {
      stream.close(false);
    } else {
      write(piece);
    }
  }

  private void write(Piece piece) {
    try {
      stream
          .writeBuffer(new ByteArrayBuffer(piece.bytes))
          .addListener(
              written -> {
                piece.dispose();
                if (written.isWritten()) {
                  done();
                } else {
                  giveUp();
                }
              });
    } catch (IOException | RuntimeException gone) {
      piece.dispose();
      giveUp();
    }
  }

  private void done() {
    synchronized (this) {
      writing = false;
    }
    next();
  }

  private void giveUp() {
    for (@Nullable Piece piece = poll(); piece != null; piece = poll()) {
      piece.dispose();
    }
  }

  private synchronized @Nullable Piece poll() {
    return pieces.poll();
  }
}
