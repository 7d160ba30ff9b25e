package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.Ticker;
import dev.tendhost.exec.internal.remote.RunTarget;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.sshd.client.ClientFactoryManager;
import org.apache.sshd.client.session.ClientSessionImpl;
import org.apache.sshd.client.session.SessionFactory;
import org.apache.sshd.common.FactoryManager;
import org.apache.sshd.common.future.CloseFuture;
import org.apache.sshd.common.io.IoSession;
import org.apache.sshd.common.util.Readable;
import org.apache.sshd.common.util.logging.SimplifiedLog;
import org.jspecify.annotations.Nullable;

/** A connection to one machine, which knows when it last heard from it and why it ended. */
final class HostSession extends ClientSessionImpl implements RunTarget.Ending {
  private final Handshake handshake;
  private final AtomicReference<@Nullable String> reason = new AtomicReference<>();
  private volatile long heard = Ticker.now();

  private HostSession(ClientFactoryManager client, IoSession transport) throws Exception {
    super(client, transport);
    handshake = getConnectionContext().getAttribute(Handshake.KEY);
    setServerKeyVerifier(handshake);
    addSessionListener(handshake);
  }

  Handshake handshake() {
    return handshake;
  }

  /** How long nothing has come from the machine. */
  Duration silence() {
    return Ticker.since(heard);
  }

  /** Ends it at once. The first reason counts. */
  CloseFuture end(String why) {
    reason.compareAndSet(null, why);
    return close(true);
  }

  /** Why it ended, in words for people. */
  @Override
  public String reason() {
    String ours = reason.get();
    return ours != null ? ours : handshake.whyClosed();
  }

  @Override
  public void messageReceived(Readable buffer) throws Exception {
    heard = Ticker.now();
    super.messageReceived(buffer);
  }

  /** MINA would dump every packet here before it is encrypted, passwords and input included. */
  @Override
  protected SimplifiedLog getSimplifiedLogger() {
    return SimplifiedLog.EMPTY;
  }

  /** Of a connection's failure, which the errors of its commands tell. */
  @Override
  protected void warn(
      String message, Object session, Object state, Object kind, Object why, Throwable thrown) {
    debug(message, session, state, kind, why, thrown);
  }

  /** Host key algorithms, those of known keys first; security keys are of users only. */
  @Override
  protected String resolveAvailableSignaturesProposal(FactoryManager manager) {
    List<String> names =
        Arrays.stream(super.resolveAvailableSignaturesProposal(manager).split(","))
            .filter(name -> !name.startsWith("sk-"))
            .toList();
    return String.join(",", handshake.order(names));
  }

  /** Makes sessions for MINA. */
  static final class Factory extends SessionFactory {
    Factory(ClientFactoryManager client) {
      super(client);
    }

    @Override
    protected ClientSessionImpl doCreateSession(IoSession transport) throws Exception {
      return new HostSession(getClient(), transport);
    }
  }
}
