package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.ChangeAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An installed package of which a newer version is known.
 *
 * @param key name and architecture
 * @param fullName the name as apt writes it
 * @param from the installed version
 * @param to the newest version
 * @param origin as apt writes it
 * @param security whether the newest version itself comes from a security origin
 */
record Newer(
    PackageKey key,
    String fullName,
    String from,
    String to,
    @Nullable String origin,
    boolean security) {

  /** What the widest simulation takes, then what only apt list knows: blocked by dependencies. */
  static List<Newer> join(Simulation everything, List<AptList.Entry> listed, String nativeArch) {
    List<Newer> all = new ArrayList<>();
    for (Simulation.Change change : everything.changes()) {
      if (change.action() == ChangeAction.UPGRADE) {
        all.add(of(change));
      }
    }
    Set<PackageKey> known = all.stream().map(Newer::key).collect(Collectors.toSet());
    for (AptList.Entry entry : listed) {
      if (!known.contains(entry.key()) && entry.installed() != null) {
        all.add(of(entry, entry.installed(), nativeArch));
      }
    }
    return all;
  }

  private static Newer of(Simulation.Change change) {
    return new Newer(
        change.key(),
        change.fullName(),
        Objects.requireNonNull(change.from()),
        Objects.requireNonNull(change.to()),
        change.origin(),
        SecurityOrigin.ofOrigins(change.origin()));
  }

  private static Newer of(AptList.Entry entry, String from, String nativeArch) {
    boolean foreign = !entry.arch().equals("all") && !entry.arch().equals(nativeArch);
    String fullName = foreign ? entry.name() + ":" + entry.arch() : entry.name();
    boolean security = SecurityOrigin.ofSuites(entry.suites());
    return new Newer(entry.key(), fullName, from, entry.candidate(), entry.suites(), security);
  }
}
