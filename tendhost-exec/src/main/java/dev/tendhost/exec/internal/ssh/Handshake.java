package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/**
 * What happens on a connection before it can be used, and what the server says about its end.
 * Called on I/O threads: remembers, judges in memory, and does nothing else.
 */
final class Handshake implements ServerKeyVerifier, SessionListener {
  static final AttributeKey<Handshake> KEY = new AttributeKey<>();

  private static final int LINES = 20;
  private static final int CHARS = 2_000;

  private final String name;
  private final KnownKeys known;
  private final @Nullable HostSession via;
  private final Promise<Void> keyed = Promise.promise();
  private final List<String> said = new ArrayList<>();
  private @Nullable PublicKey shown;
  private boolean remember;
  private @Nullable Fault refusal;
  private @Nullable Throwable exception;
  private @Nullable String goodbye;
  private boolean identified;
  private List<String> allowed = List.of();

  Handshake(String name, KnownKeys known, @Nullable HostSession via) {
    this.name = name;
    this.known = known;
    this.via = via;
  }

  /** The machine, as {@code user@address:port}. */
  String name() {
    return name;
  }

  /** The connection to the jump host to go through; null: none. */
  @Nullable HostSession via() {
    return via;
  }

  List<String> order(List<String> algorithms) {
    return known.order(algorithms);
  }

  /** Completes when keys are exchanged and the server's is one that may be used. */
  Future<Void> keyed() {
    return keyed.future();
  }

  /** Judges the first key; a key that is shown later has to be the same. */
  @Override
  public synchronized boolean verifyServerKey(
      ClientSession session, SocketAddress address, PublicKey key) {
    if (shown != null) {
      return KeyUtils.compareKeys(shown, key);
    }
    try {
      remember = !known.check(key);
      shown = key;
      return true;
    } catch (Fault fault) {
      refusal = fault;
      return false;
    }
  }

  @Override
  public void sessionPeerIdentificationLine(Session session, String line, List<String> before) {
    say(line);
  }

  @Override
  public synchronized void sessionPeerIdentificationReceived(
      Session session, String version, List<String> before) {
    identified = true;
  }

  @Override
  public void sessionNegotiationEnd(
      Session session,
      Map<KexProposalOption, String> client,
      Map<KexProposalOption, String> server,
      Map<KexProposalOption, String> chosen,
      @Nullable Throwable why) {
    if (why != null) {
      sessionException(session, why);
    }
  }

  @Override
  public void sessionEvent(Session session, Event event) {
    if (event == Event.KeyEstablished) {
      keyed.tryComplete();
    }
  }

  @Override
  public synchronized void sessionException(Session session, Throwable thrown) {
    if (exception == null) {
      exception = thrown;
    }
  }

  @Override
  public synchronized void sessionDisconnect(
      Session session, int code, String message, String language, boolean ours) {
    if (!ours && goodbye == null) {
      goodbye = bounded(message);
    }
  }

  @Override
  public void sessionClosed(Session session) {
    keyed.tryFail("closed");
  }

  /** A line from the server for people: before its version, or a banner. */
  synchronized void say(String text) {
    if (said.size() < LINES) {
      said.add(bounded(text.strip()));
    }
  }

  synchronized void allows(List<String> methods) {
    allowed = List.copyOf(methods);
  }

  synchronized List<String> allowed() {
    return allowed;
  }

  /** What the server has told people so far; empty if nothing. */
  synchronized String said() {
    return String.join(" ", said.stream().filter(line -> !line.startsWith("SSH-")).toList());
  }

  /** The key to remember before it is used; null if it is known. */
  synchronized @Nullable PublicKey newKey() {
    return remember ? shown : null;
  }

  synchronized @Nullable Fault refusal() {
    return refusal;
  }

  synchronized @Nullable Throwable exception() {
    return exception;
  }

  /** What the server said when it closed the connection; null if nothing. */
  synchronized @Nullable String goodbye() {
    return goodbye;
  }

  /** Whether the server said that it speaks SSH. */
  synchronized boolean identified() {
    return identified;
  }

  synchronized String whyClosed() {
    if (via != null && !via.isOpen()) {
      return "the connection to jump host " + via.handshake().name() + " ended: " + via.reason();
    }
    if (goodbye != null) {
      return "the server closed the connection: " + goodbye;
    }
    return exception == null
        ? "the server closed the connection"
        : "the connection broke: " + exception.getMessage();
  }

  private static String bounded(String text) {
    return text.length() > CHARS ? text.substring(0, CHARS) : text;
  }
}
