package dev.tendhost.pkg.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Keeps packages as they are by apt's own resolver, without a hold, a file or root: an operand
 * {@code name=installed-version} makes apt protect that version, {@code name-} protects the absence
 * of a package that is not installed. The real upgrade takes the same operands.
 */
final class Exclusions {
  private Exclusions() {}

  /** Refuses what cannot be a package's name: apt would read it as a pattern or an option. */
  static void check(HostName host, Set<String> excluded) {
    for (String name : excluded) {
      if (!HoldList.NAME.matcher(name).matches()) {
        throw new TendhostException(
            FailureKind.INVALID_CONFIGURATION,
            host,
            "\"" + name + "\" is excluded and cannot be the name of a package");
      }
    }
  }

  /** The operands; packages this host does not know need none. */
  static List<String> operands(List<AptList.Entry> known) {
    List<String> operands = new ArrayList<>();
    for (AptList.Entry entry : known) {
      String name = entry.arch().equals("all") ? entry.name() : entry.name() + ":" + entry.arch();
      operands.add(entry.installed() == null ? name + "-" : name + "=" + entry.installed());
    }
    return operands;
  }

  /** Whether the request excludes it, by name or by name and architecture. */
  static boolean covers(Set<String> excluded, PackageKey key) {
    return excluded.contains(key.name()) || excluded.contains(key.name() + ":" + key.arch());
  }
}
