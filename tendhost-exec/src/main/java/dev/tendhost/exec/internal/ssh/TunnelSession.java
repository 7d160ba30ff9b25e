package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoService;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.IoWriteFuture;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.apache.sshd.common.util.closeable.AbstractCloseable;
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
  private final TunnelOutput out;
  private final Map<Object, Object> attributes = new ConcurrentHashMap<>();

  TunnelSession(
      Connector connector,
      IoHandler handler,
      Tunnel tunnel,
      SocketAddress target,
      SshThreads threads) {
    this.connector = connector;
    this.handler = handler;
    this.tunnel = tunnel;
    this.target = target;
    this.out = new TunnelOutput(tunnel.getAsyncIn(), id, threads);
  }

  /** On the jump host's I/O thread. */
  void received(byte[] data, int off, int len) {
    try {
      handler.messageReceived(this, new ByteArrayBuffer(data, off, len));
    } catch (Exception e) {
      failed(e);
    }
  }

  @Override
  public IoWriteFuture writeBuffer(Buffer buffer) {
    return out.write(buffer);
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
