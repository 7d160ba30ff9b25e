package dev.tendhost.exec.internal.ssh;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.sshd.client.future.ConnectFuture;
import org.jspecify.annotations.Nullable;

/**
 * Connects to the first address of a machine that takes a connection. One that does not answer
 * leaves the others their share of the time.
 */
final class Dial {
  private static final String NO_ANSWER = "no answer";

  private final Engine engine;
  private final String user;
  private final Supplier<Handshake> handshakes;
  private final Supplier<Duration> left;
  private final Promise<HostSession> connected = Promise.promise();
  private final List<String> failed = new ArrayList<>();
  private @Nullable ConnectFuture current;
  private @Nullable InetSocketAddress trying;
  private boolean over;

  /**
   * Has not begun.
   *
   * @param handshakes a new one for each address
   * @param left of the time for all of it
   */
  Dial(Engine engine, String user, Supplier<Handshake> handshakes, Supplier<Duration> left) {
    this.engine = engine;
    this.user = user;
    this.handshakes = handshakes;
    this.left = left;
  }

  /** Completes with a connection that speaks no SSH yet, or fails with what the last one said. */
  Future<HostSession> to(List<InetSocketAddress> addresses) {
    tryFirst(addresses);
    return connected.future();
  }

  /** Tries no further. */
  void cancel() {
    ConnectFuture last;
    synchronized (this) {
      over = true;
      last = current;
    }
    if (last != null) {
      last.cancel();
    }
  }

  /** The addresses that took no connection so far, with the reasons. */
  synchronized List<String> tried() {
    List<String> all = new ArrayList<>(failed);
    if (trying != null) {
      all.add(told(trying, new IOException(NO_ANSWER)));
    }
    return all;
  }

  private void tryFirst(List<InetSocketAddress> addresses) {
    InetSocketAddress address = addresses.get(0);
    List<InetSocketAddress> others = addresses.subList(1, addresses.size());
    ConnectFuture future;
    synchronized (this) {
      trying = address;
    }
    try {
      future = engine.client().open(user, address, handshakes.get());
    } catch (IOException | RuntimeException e) {
      next(address, e, others);
      return;
    }
    boolean unwanted;
    synchronized (this) {
      current = future;
      unwanted = over;
    }
    if (unwanted) {
      future.cancel();
    } else if (!others.isEmpty()) {
      var share = engine.threads().after(left.get().dividedBy(addresses.size()), future::cancel);
      future.addListener(done -> share.cancel(false));
    }
    future.addListener(done -> connected(done, address, others));
  }

  private void connected(
      ConnectFuture done, InetSocketAddress address, List<InetSocketAddress> others) {
    // Of a connection that failed MINA does not give the session back: it throws.
    if (done.isConnected() && done.getSession() instanceof HostSession opened) {
      connected.complete(opened);
    } else {
      Throwable why = done.getException();
      next(address, why != null ? why : new IOException(NO_ANSWER), others);
    }
  }

  private void next(InetSocketAddress address, Throwable why, List<InetSocketAddress> others) {
    boolean last;
    synchronized (this) {
      failed.add(told(address, why));
      trying = null;
      last = over || others.isEmpty();
    }
    if (last) {
      connected.fail(why);
    } else {
      tryFirst(others);
    }
  }

  private static String told(InetSocketAddress address, Throwable why) {
    Throwable root = why;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    InetAddress known = address.getAddress();
    String name = known == null ? address.getHostString() : known.getHostAddress();
    return name + " (" + root.getMessage() + ")";
  }
}
