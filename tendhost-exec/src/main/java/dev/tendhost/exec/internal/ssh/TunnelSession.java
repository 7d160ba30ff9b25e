package dev.tendhost.exec.internal.ssh;

import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.channel.BufferedIoOutputStream;
import org.apache.sshd.common.channel.IoWriteFutureImpl;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
import org.apache.sshd.common.util.threads.ThreadUtils;
import org.jspecify.annotations.Nullable;

/** What MINA takes for a socket, and is a {@link Tunnel}. */
final class TunnelSession extends AbstractCloseable implements IoSession {
  /** Apart from the numbers of MINA's sockets, which are positive. */
  private static final AtomicLong IDS = new AtomicLong();

  private final long id = IDS.decrementAndGet();
  private final Connector connector;
  private final IoHandler handler;
  private final Tunnel tunnel;
  private final SocketAddress target;
  private final Threads threads;
  private final BufferedIoOutputStream out;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

  TunnelSession(
      Connector connector,
      IoHandler handler,
      Tunnel tunnel,
      SocketAddress target,
      Threads threads) {
    this.connector = connector;
    this.handler = handler;
    this.tunnel = tunnel;
    this.target = target;
    this.threads = threads;
    this.out =
        new BufferedIoOutputStream(
            "tunnel", id, tunnel.getAsyncIn(), Integer.MAX_VALUE, java.time.Duration.ofDays(1));
  }

  /** On the jump host's I/O thread. */
  void received(byte[] data, int off, int len) {
    try {
      handler.messageReceived(this, new ByteArrayBuffer(data, off, len));
    } catch (Exception e) {
      failed(e);
    }
  }

  /**
   * Copies, because MINA writes into buffers it knows, and tells of the end on a worker: listeners
   * take the locks of the inner connection, and this may run under those of the outer one.
   */
  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) throws IOException {
    Buffer copy = new ByteArrayBuffer(buffer.getCompactData());
    IoWriteFutureImpl future = new IoWriteFutureImpl(id, copy);
    // As internal: a key exchange with the jump host must not block whoever writes.
    ThreadUtils.runAsInternal(copy, out::writeBuffer)
        .addListener(written -> threads.work(() -> end(future, written.getException())));
    return future;
  }

  private static void end(IoWriteFutureImpl future, @Nullable Throwable failure) {
    if (failure == null) {
      future.setValue(true);
    } else {
      future.setValue(failure);
    }
  }

  @Override
  protected void doCloseImmediately() {
    // Not at once: the jump host has to hear of it, or keeps its end open.
    tunnel.close(false);
    connector.closed(this);
    super.doCloseImmediately();
    try {
      handler.sessionClosed(this);
    } catch (Exception e) {
      log.debug("a tunnel's end was not handled", e);
    }
    attributes.clear();
  }

  private void failed(Exception e) {
    try {
      handler.exceptionCaught(this, e);
    } catch (Exception another) {
      log.debug("a tunnel's failure was not handled", another);
    }
    close(true);
  }

  @Override
  public long getId() {
    return id;
  }

  @Override
  public @Nullable Object getAttribute(Object key) {
    return attributes.get(key);
  }

  @Override
  public @Nullable Object setAttribute(Object key, Object value) {
    return attributes.put(key, value);
  }

  @Override
  public @Nullable Object setAttributeIfAbsent(Object key, Object value) {
    return attributes.putIfAbsent(key, value);
  }

  @Override
  public @Nullable Object removeAttribute(Object key) {
    return attributes.remove(key);
  }

  @Override
  public SocketAddress getRemoteAddress() {
    return target;
  }

  @Override
  public SocketAddress getLocalAddress() {
    return target;
  }

  @Override
  public @Nullable SocketAddress getAcceptanceAddress() {
    return null;
  }

  @Override
  public IoService getService() {
    return connector;
  }

  @Override
  public void shutdownOutputStream() throws IOException {
    tunnel.endOutput();
  }

  /** Nobody suspends: every byte is handled where it is read. */
  @Override
  public void suspendRead() {}

  @Override
  public void resumeRead() {}
}
