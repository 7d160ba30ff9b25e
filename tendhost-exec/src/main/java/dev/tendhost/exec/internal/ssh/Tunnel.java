package dev.tendhost.exec.internal.ssh;

import java.io.IOException;
import org.apache.sshd.client.channel.ChannelDirectTcpip;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.channel.ChannelAsyncOutputStream;
import org.apache.sshd.common.util.net.SshdSocketAddress;
import org.jspecify.annotations.Nullable;

/** A TCP connection that a jump host makes for us, without a port on this machine. */
final class Tunnel extends ChannelDirectTcpip {
  private final Opened whenOpen;
  private volatile @Nullable TunnelSession session;

  Tunnel(SshdSocketAddress target, Opened whenOpen) {
    super(new SshdSocketAddress("127.0.0.1", 0), target);
    this.whenOpen = whenOpen;
  }

  void deliverTo(TunnelSession receiver) {
    session = receiver;
  }

  @Override
  protected void doOpen() throws IOException {
    asyncIn = new ChannelAsyncOutputStream(this, SshConstants.SSH_MSG_CHANNEL_DATA);
    // On the thread that reads: nothing can have been delivered yet.
    whenOpen.accept(this);
  }

  @Override
  protected void doWriteData(byte[] data, int off, long len) throws IOException {
    TunnelSession receiver = session;
    if (receiver != null && !isClosing()) {
      receiver.received(data, off, (int) len);
      getLocalWindow().release(len);
    }
  }

  @Override
  public void handleEof() throws IOException {
    super.handleEof();
    over();
  }

  @Override
  public void handleClose() throws IOException {
    super.handleClose();
    over();
  }

  @Override
  protected void preClose() {
    super.preClose();
    over();
  }

  /** Nothing more will be written. */
  void endOutput() throws IOException {
    sendEof();
  }

  private void over() {
    TunnelSession receiver = session;
    if (receiver != null) {
      receiver.close(true);
    }
  }

  /** What to do with an open tunnel. */
  interface Opened {
    void accept(Tunnel tunnel) throws IOException;
  }
}
