package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoOutputStream;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/**
 * Writes packets into a tunnel, one after the other, as fast as the jump host takes them. What
 * comes of each is told on a worker: listeners take the locks of the inner connection, and a write
 * may run under those of the outer one. After a failure everything fails, and nothing is logged:
 * the inner connection ends of it, and says why.
 */
final class TunnelOutput {
  private final IoOutputStream stream;
  private final Object id;
  private final SshThreads threads;
  private final Queue<IoWriteFutureImpl> packets = new ArrayDeque<>();
  private boolean writing;
  private @Nullable Throwable broken;

  TunnelOutput(IoOutputStream stream, Object id, SshThreads threads) {
    this.stream = stream;
    this.id = id;
    this.threads = threads;
  }

  /** Takes a copy, because MINA writes into buffers it knows. Returns at once. */
  IoWriteFuture write(Buffer packet) {
    IoWriteFutureImpl future =
        new IoWriteFutureImpl(id, new ByteArrayBuffer(packet.getCompactData()));
    synchronized (this) {
      packets.add(future);
    }
    next();
    return future;
  }

  private void next() {
    IoWriteFutureImpl packet;
    Throwable failure;
    synchronized (this) {
      failure = broken;
      if (failure == null && writing) {
        return;
      }
      packet = failure == null ? packets.poll() : null;
      writing = packet != null;
    }
    if (failure != null) {
      fail(failure);
    } else if (packet != null) {
      write(packet);
    }
  }

  private void write(IoWriteFutureImpl packet) {
    try {
      // As internal: a key exchange with the jump host must not block whoever writes.
      ThreadUtils.runAsInternal(packet.getBuffer(), stream::writeBuffer)
          .addListener(written -> written(packet, written.getException()));
    } catch (IOException | RuntimeException e) {
      written(packet, e);
    }
  }

  private void written(IoWriteFutureImpl packet, @Nullable Throwable failure) {
    synchronized (this) {
      writing = false;
      broken = failure;
    }
    threads.work(() -> packet.setValue(failure == null ? true : failure));
    next();
  }

  private void fail(Throwable failure) {
    List<IoWriteFutureImpl> lost;
    synchronized (this) {
      lost = new ArrayList<>(packets);
      packets.clear();
    }
    threads.work(() -> lost.forEach(packet -> packet.setValue(failure)));
  }
}
