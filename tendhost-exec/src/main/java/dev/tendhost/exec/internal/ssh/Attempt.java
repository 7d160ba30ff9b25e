package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.hostkey.KnownKeys;
import dev.tendhost.exec.internal.identity.Login;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One try to open a connection to one machine and to log in. In this order: what is known of its
 * keys, connect, exchange keys, remember a new one, prove who we are.
 */
final class Attempt {
  private final Engine engine;
  private final Hop hop;
  private final ManagedHost host;
  private final SecretSource secrets;
  private final @Nullable HostSession via;
  private final Supplier<Duration> left;
  private final OpeningFaults faults;
  private final Promise<HostSession> result = Promise.promise();
  private @Nullable Handshake handshake;
  private @Nullable Dial dial;
  private @Nullable HostSession session;
  private String phase = "looking up its key";

  Attempt(
      Engine engine,
      Hop hop,
      boolean jump,
      ManagedHost host,
      SecretSource secrets,
      @Nullable HostSession via,
      Supplier<Duration> left) {
    this.engine = engine;
    this.hop = hop;
    this.host = host;
    this.secrets = secrets;
    this.via = via;
    this.left = left;
    this.faults = new OpeningFaults(hop, jump, via);
  }

  /** Completes with a session that is logged in, or fails with a Fault. */
  Future<HostSession> start() {
    engine
        .hostKeys()
        .of(hop)
        .compose(this::connect)
        .compose(opened -> keyed(opened).compose(keyed -> logIn(opened)))
        .onComplete(
            opened -> {
              if (opened.failed()) {
                fail(tried(faults.of(opened.cause(), handshake())));
              } else if (!result.tryComplete(opened.result())) {
                opened.result().end("given up");
              }
            });
    return result.future();
  }

  /** Gives up: nobody waits for it any more, or it took too long. */
  void giveUp(boolean late) {
    Fault why;
    synchronized (this) {
      why =
          late
              ? tried(faults.late(engine.limits().connectTimeout(), phase, handshake))
              : OpeningFaults.unused();
    }
    fail(why);
  }

  private void fail(Fault why) {
    if (!result.tryFail(why)) {
      return;
    }
    Dial dialling;
    HostSession failed;
    synchronized (this) {
      dialling = dial;
      failed = session;
    }
    if (failed != null) {
      failed.end(why.message());
    } else if (dialling != null) {
      dialling.cancel();
    }
  }

  private Future<HostSession> connect(KnownKeys known) {
    phase("looking up its address");
    Dial next = new Dial(engine, hop.user(), () -> handshake(known), left);
    synchronized (this) {
      dial = next;
    }
    Future<List<InetSocketAddress>> addresses =
        via == null
            ? engine.addresses().of(hop)
            : Future.succeededFuture(List.of(Addresses.distant(hop)));
    return addresses.compose(found -> connect(next, found));
  }

  private Future<HostSession> connect(Dial next, List<InetSocketAddress> addresses) {
    phase("connecting");
    return next.to(addresses).onSuccess(this::connected);
  }

  /** A new one, for a connection that is about to be tried. */
  private synchronized Handshake handshake(KnownKeys known) {
    Handshake shaking = new Handshake(hop.display(), known, via);
    handshake = shaking;
    return shaking;
  }

  private void connected(HostSession opened) {
    synchronized (this) {
      session = opened;
    }
    if (result.future().isComplete()) {
      opened.end("given up");
    }
    phase("exchanging keys");
  }

  /** Says which addresses were tried, if that is how far it went. */
  private synchronized Fault tried(Fault fault) {
    return session != null || dial == null ? fault : OpeningFaults.tried(fault, dial.tried());
  }

  /** Completes when the server's key may be used, and is remembered if it is new. */
  private Future<Void> keyed(HostSession opened) {
    Handshake shaking = opened.handshake();
    return shaking
        .keyed()
        .compose(
            keyed -> {
              phase("remembering its key");
              PublicKey key = shaking.newKey();
              return key == null ? Future.succeededFuture() : engine.hostKeys().remember(hop, key);
            });
  }

  private Future<HostSession> logIn(HostSession opened) {
    phase("looking for our own keys");
    return engine
        .identities()
        .of(hop, host, secrets)
        .compose(login -> logIn(opened, login).onComplete(ended -> login.close()));
  }

  private Future<HostSession> logIn(HostSession opened, Login login) {
    phase("logging in");
    Promise<HostSession> in = Promise.promise();
    try {
      login.applyTo(opened);
      opened.setUserInteraction(new Banner(opened.handshake()));
      opened
          .auth()
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  in.complete(opened);
                } else {
                  in.fail(faults.login(done.getException(), opened.handshake(), login.tried()));
                }
              });
    } catch (IOException e) {
      in.fail(faults.login(e, opened.handshake(), login.tried()));
    } catch (RuntimeException e) {
      in.fail(faults.unexpected(e));
    }
    return in.future();
  }

  private synchronized void phase(String name) {
    phase = name;
  }

  private synchronized @Nullable Handshake handshake() {
    return handshake;
  }
}
