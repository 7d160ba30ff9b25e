package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.OutputListener.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.sshd.client.channel.ChannelSession;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.StreamingChannel;
import org.apache.sshd.common.session.ConnectionService;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.logging.SimplifiedLog;

/**
 * A channel that hands everything on as it comes, on the connection's own thread, in order. The
 * window is given back by who has dealt with the bytes, so a slow reader slows its own command.
 * MINA's own channel for commands would log the command, its variables and its input.
 */
final class CommandChannel extends ChannelSession {
  /** A request holds this much beside the command. */
  private static final int REQUEST_BYTES = 64;

  /** Hears the channel; must not block. */
  interface Events {
    /** Output; {@link #release} its length when it is dealt with. */
    void output(Source source, byte[] bytes);

    /** The exit status or signal is there. */
    void exited();

    /** The server does not run it. */
    void rejected();

    /** No output will follow. */
    void outputEnded();

    /** Nothing at all will follow; if it was not the server that said so, something may lack. */
    void closed(boolean byServer);
  }

  private final byte[] line;
  private final Events events;
  private volatile boolean closedByServer;

  private CommandChannel(String line, Events events) {
    this.line = line.getBytes(StandardCharsets.UTF_8);
    this.events = events;
  }

  /** A channel of this connection, not open yet. */
  static CommandChannel create(ClientSession session, String line, Events events)
      throws IOException {
    CommandChannel channel = new CommandChannel(line, events);
    channel.setStreaming(StreamingChannel.Streaming.Async);
    ConnectionService service = session.getService(ConnectionService.class);
    service.registerChannel(channel);
    channel.addCloseFutureListener(closed -> events.closed(channel.closedByServer));
    return channel;
  }

  /** Lets the host send so much more. */
  void release(int count) {
    try {
      if (!isClosing()) {
        getLocalWindow().release(count);
      }
    } catch (IOException | RuntimeException gone) {
      // The end of the connection is told in its own way.
      log.debug("no window for {}", this, gone);
    }
  }

  /** Asks the server to send a signal to what it started, by its name without SIG. */
  void signal(String name) {
    if (isClosing() || !opened.get()) {
      return;
    }
    try {
      Buffer buffer = getSession().createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST);
      buffer.putUInt(getRecipient());
      buffer.putString("signal");
      buffer.putBoolean(false);
      buffer.putString(name);
      writePacket(buffer);
    } catch (IOException | RuntimeException gone) {
      log.debug("no signal for {}", this, gone);
    }
  }

  @Override
  public void handleRequest(Buffer buffer) throws IOException {
    super.handleRequest(buffer);
    if (getExitStatus() != null || getExitSignal() != null) {
      events.exited();
    }
  }

  /** RFC 4254, 6.5; with an answer, so that a server that runs no commands says so at once. */
  @Override
  protected void doOpen() throws IOException {
    Buffer buffer =
        getSession()
            .createBuffer(SshConstants.SSH_MSG_CHANNEL_REQUEST, line.length + REQUEST_BYTES);
    buffer.putUInt(getRecipient());
    buffer.putString("exec");
    buffer.putBoolean(true);
    buffer.putBytes(line);
    writePacket(buffer);
    super.doOpen();
  }

  @Override
  protected SimplifiedLog getSimplifiedLogger() {
    return SimplifiedLog.EMPTY;
  }

  @Override
  public void handleSuccess() {}

  /** Of the one request that wants an answer. */
  @Override
  public void handleFailure() {
    events.rejected();
  }

  @Override
  public void handleClose() throws IOException {
    closedByServer = true;
    super.handleClose();
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    events.outputEnded();
  }

  @Override
  protected void doWriteData(byte[] data, int off, long len) {
    hand(Source.STDOUT, data, off, len);
  }

  @Override
  protected void doWriteExtendedData(byte[] data, int off, long len) {
    hand(Source.STDERR, data, off, len);
  }

  private void hand(Source source, byte[] data, int off, long len) {
    if (len > 0) {
      events.output(source, Arrays.copyOfRange(data, off, off + Math.toIntExact(len)));
    }
  }
}
