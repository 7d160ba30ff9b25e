package dev.tendhost.exec.internal.route;

import java.util.List;

/**
 * The way to a host.
 *
 * @param jumps the machines to go through, the first is reached from here; empty: none
 * @param host the host
 */
public record Route(List<Hop> jumps, Hop host) {
  /** Copies the list. */
  public Route {
    jumps = List.copyOf(jumps);
  }
}
