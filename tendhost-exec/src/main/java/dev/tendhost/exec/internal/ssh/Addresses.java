package dev.tendhost.exec.internal.ssh;

import dev.tendhost.exec.internal.SshThreads;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the addresses of names, without making anybody wait. */
final class Addresses {
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:.*");

  private final SshThreads threads;
  private final Resolver resolver;

  /** By the system's resolver. */
  Addresses(SshThreads threads) {
    this(threads, InetAddress::getAllByName);
  }

  Addresses(SshThreads threads, Resolver resolver) {
    this.threads = threads;
    this.resolver = resolver;
  }

  /** Finds all addresses of a name, in the order in which they are to be tried; may block. */
  interface Resolver {
    InetAddress[] all(String name) throws UnknownHostException;
  }

  /** At least one; for a name that is not known one that cannot be connected to. */
  Future<List<InetSocketAddress>> of(Hop hop) {
    return NUMERIC.matcher(hop.address()).matches()
        ? Future.future(found -> found.complete(find(hop)))
        : threads.lookup(() -> find(hop));
  }

  /** One that the machine before looks up. */
  static InetSocketAddress distant(Hop hop) {
    return InetSocketAddress.createUnresolved(hop.address(), hop.port());
  }

  private List<InetSocketAddress> find(Hop hop) {
    try {
      return Arrays.stream(resolver.all(hop.address()))
          .map(address -> new InetSocketAddress(address, hop.port()))
          .distinct()
          .toList();
    } catch (UnknownHostException e) {
      return List.of(distant(hop));
    }
  }
}
