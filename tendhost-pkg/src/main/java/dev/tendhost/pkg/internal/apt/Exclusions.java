package dev.tendhost.pkg.internal.apt;

import static java.util.stream.Collectors.toSet;

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

  /** Those that may be packages here: no name of theirs has a slash, as services of stacks do. */
  static Set<String> own(Set<String> excluded) {
    return excluded.stream().filter(name -> name.indexOf('/') < 0).collect(toSet());
  }

  /** Refuses what cannot be a package's name: apt would read it as a pattern or an option. */
  static void check(HostName host, Set<String> excluded) {
    for (String name : own(excluded)) {
      if (!HoldList.NAME.matcher(name).matches() || name.matches(".*:(any|native|all)")) {
        throw new TendhostException(
            FailureKind.INVALID_CONFIGURATION,
            host,
            "\"" + name + "\" is excluded and cannot be the name of a package");
      }
    }
  }

  /** What to look up: {@code apt list} finds nothing by a name with an architecture. */
  static Set<String> names(Set<String> excluded) {
    return excluded.stream().map(each -> each.replaceFirst(":.*", "")).collect(toSet());
  }

  /** The operands; packages this host does not know need none. */
  static List<String> operands(Set<String> excluded, List<AptList.Entry> known) {
    List<String> operands = new ArrayList<>();
    for (AptList.Entry entry : known) {
      if (!covers(excluded, entry.key())) {
        continue;
      }
      String name = entry.arch().equals("all") ? entry.name() : entry.name() + ":" + entry.arch();
      operands.add(entry.installed() == null ? name + "-" : name + "=" + entry.installed());
    }
    return operands;
  }

  /** Whether the request excludes it; a package of all architectures also by any of them. */
  static boolean covers(Set<String> excluded, PackageKey key) {
    return excluded.contains(key.name())
        || excluded.contains(key.name() + ":" + key.arch())
        || ("all".equals(key.arch())
            && excluded.stream().anyMatch(each -> each.startsWith(key.name() + ":")));
  }
}
