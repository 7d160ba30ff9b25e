package dev.tendhost.exec.internal.identity;

import dev.tendhost.exec.internal.Ticker;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;

/** A connection to an agent's socket that gives up when its time is over. */
final class AgentSocket implements AutoCloseable {
  /** As large as OpenSSH's agent makes them. */
  private static final int MAX_MESSAGE = 256 * 1024;

  private final SocketChannel channel;
  private final Selector selector;
  private final SelectionKey ready;
  private final Duration bound;
  private final long start = Ticker.now();

  private AgentSocket(SocketChannel channel, Selector selector, Duration bound) throws IOException {
    this.channel = channel;
    this.selector = selector;
    this.bound = bound;
    this.ready = channel.register(selector, 0);
  }

  static AgentSocket connect(Path socket, Duration bound) throws IOException {
    AgentSocket connection = open(bound);
    try {
      boolean connected = connection.channel.connect(UnixDomainSocketAddress.of(socket));
      while (!connected) {
        connection.await(SelectionKey.OP_CONNECT);
        connected = connection.channel.finishConnect();
      }
      return connection;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static AgentSocket open(Duration bound) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.configureBlocking(false);
      return new AgentSocket(channel, Selector.open(), bound);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Sends one message and reads the answer to it, both without their length. */
  byte[] exchange(byte[] message) throws IOException {
    ByteBuffer out = ByteBuffer.allocate(Integer.BYTES + message.length);
    out.putInt(message.length).put(message).flip();
    while (out.hasRemaining()) {
      if (channel.write(out) == 0) {
        await(SelectionKey.OP_WRITE);
      }
    }
    int length = read(Integer.BYTES).getInt();
    if (length < 1 || length > MAX_MESSAGE) {
      throw new IOException("the agent sent a message of " + length + " bytes");
    }
    return read(length).array();
  }

  private ByteBuffer read(int length) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(length);
    while (in.hasRemaining()) {
      int count = channel.read(in);
      if (count < 0) {
        throw new EOFException("the agent hung up");
      }
      if (count == 0) {
        await(SelectionKey.OP_READ);
      }
    }
    return in.flip();
  }

  /** May return too early: whoever waits looks, and waits again for what is left. */
  private void await(int operation) throws IOException {
    long left = bound.minus(Ticker.since(start)).toMillis();
    if (left <= 0) {
      throw new IOException("the agent did not answer within " + bound.toMillis() + " ms");
    }
    ready.interestOps(operation);
    selector.select(left);
    selector.selectedKeys().clear();
  }

  @Override
  public void close() throws IOException {
    selector.close();
    channel.close();
  }
}
