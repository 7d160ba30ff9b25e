package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Finds the addresses of names, without making anybody wait. */
final class Addresses {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:.*");

  private final SshThreads threads;

  Addresses(SshThreads threads) {
    this.threads = threads;
  }

  Future<InetSocketAddress> of(Hop hop) {
    return NUMERIC.matcher(hop.address()).matches()
        ? Future.future(found -> found.complete(find(hop)))
        : threads.lookup(() -> find(hop));
  }

  /** One that the machine before looks up. */
  static InetSocketAddress distant(Hop hop) {
    return InetSocketAddress.createUnresolved(hop.address(), hop.port());
  }

  private static InetSocketAddress find(Hop hop) {
    try {
      return new InetSocketAddress(InetAddress.getByName(hop.address()), hop.port());
    } catch (java.net.UnknownHostException e) {
      return distant(hop);
    }
  }
}
