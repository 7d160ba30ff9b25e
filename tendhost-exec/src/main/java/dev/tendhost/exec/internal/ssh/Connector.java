package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.concurrent.CancellationException;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.io.DefaultIoConnectFuture;
import org.apache.sshd.common.io.IoConnectFuture;
import org.apache.sshd.common.io.IoHandler;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.io.nio2.Nio2Connector;
import org.apache.sshd.common.io.nio2.Nio2Session;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Connects over TCP or through the connection to a jump host. Unlike MINA's own it holds no thread
 * while it connects: dead addresses delay no others. Whoever asked for a connection bounds the time
 * and cancels.
 */
final class Connector extends Nio2Connector {
  private final SshThreads threads;

  Connector(
      FactoryManager manager,
      IoHandler handler,
      AsynchronousChannelGroup group,
      SshThreads threads) {
    super(null, manager, handler, group, threads.workers());
    this.threads = threads;
  }

  @Override
  public IoConnectFuture connect(
      SocketAddress address, AttributeRepository context, SocketAddress localAddress) {
    DefaultIoConnectFuture future = new DefaultIoConnectFuture(address, null);
    HostSession via = context.getAttribute(Handshake.KEY).via();
    try {
      if (via == null) {
        direct(address, context, future);
      } else {
        through(via, (InetSocketAddress) address, context, future);
      }
    } catch (IOException | RuntimeException e) {
      future.setException(e);
    }
    return future;
  }

  @Override
  protected Nio2Session createSession(
      org.apache.sshd.common.PropertyResolver resolver,
      IoHandler handler,
      AsynchronousSocketChannel socket)
      throws IOException {
    return new Nio2Session(this, resolver, handler, socket, null);
  }

  void closed(TunnelSession session) {
    unmapSession(session.getId());
  }

  private void direct(SocketAddress address, AttributeRepository context, IoConnectFuture future)
      throws IOException {
    AsynchronousSocketChannel socket = openAsynchronousSocketChannel(address, getChannelGroup());
    future.addListener(
        done -> {
          if (!done.isConnected()) {
            close(socket);
          }
        });
    setSocketOptions(socket);
    socket.connect(
        address,
        null,
        withoutCancellation(
            createConnectionCompletionHandler(
                future, socket, context, propertyResolver, getIoHandler())));
  }

  /** Given up just when it was connected: MINA closes it, and would end an I/O thread with that. */
  private static <T> CompletionHandler<T, Object> withoutCancellation(
      CompletionHandler<T, Object> handler) {
    return new CompletionHandler<>() {
      @Override
      public void completed(T result, @Nullable Object attachment) {
        try {
          handler.completed(result, attachment);
        } catch (CancellationException givenUp) {
          // Whoever gave it up knows.
        }
      }

      @Override
      public void failed(Throwable why, @Nullable Object attachment) {
        handler.failed(why, attachment);
      }
    };
  }

  private void through(
      HostSession via,
      InetSocketAddress target,
      AttributeRepository context,
      DefaultIoConnectFuture future)
      throws IOException {
    Tunnel tunnel =
        new Tunnel(
            new SshdSocketAddress(target.getHostString(), target.getPort()),
            opened -> begin(opened, target, context, future));
    via.getService(ConnectionService.class).registerChannel(tunnel);
    future.addListener(
        done -> {
          if (!done.isConnected()) {
            tunnel.close(false);
          }
        });
    tunnel
        .open()
        .addListener(
            opened -> {
              if (!opened.isOpened()) {
                Throwable why = opened.getException();
                future.setException(why != null ? why : new IOException("not opened"));
              }
            });
  }

  private void begin(
      Tunnel tunnel,
      InetSocketAddress target,
      AttributeRepository context,
      DefaultIoConnectFuture future)
      throws IOException {
    TunnelSession session = new TunnelSession(this, getIoHandler(), tunnel, target, threads);
    session.setAttribute(AttributeRepository.class, context);
    tunnel.deliverTo(session);
    try {
      getIoHandler().sessionCreated(session);
    } catch (Exception e) {
      throw new IOException(e);
    }
    IoSession registered = mapSession(session);
    if (registered == session) {
      future.setSession(session);
    }
    if (future.getSession() != session) {
      session.close(true);
    }
  }

  private void close(AsynchronousSocketChannel socket) {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("a socket did not close", e);
    }
  }
}
