package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The options that make dnf's upgrade do what was asked; the plan and the real one take the same.
 */
final class UpgradeWords {
  private static final Pattern EXCLUDED = Pattern.compile(Nevra.NAME + "(?::" + Nevra.ARCH + ")?");

  private UpgradeWords() {}

  /**
   * Refuses what cannot be a package's name: dnf would read it as a pattern. What has a slash is a
   * service of a stack and left to others.
   */
  static void check(HostName host, Set<String> excluded) {
    for (String name : excluded) {
      if (!isOfStack(name) && !EXCLUDED.matcher(name).matches()) {
        throw new TendhostException(
            FailureKind.INVALID_CONFIGURATION,
            host,
            "\"" + name + "\" is excluded and cannot be the name of a package");
      }
    }
  }

  /** Whatever can be upgraded is: one package that cannot does not keep the others back. */
  static List<String> lenient(DnfTool tool, Collection<String> excluded) {
    List<String> words = new ArrayList<>();
    words.add(tool.is(Generation.YUM3) ? "--skip-broken" : "--setopt=best=0");
    words.add("--setopt=clean_requirements_on_remove=0");
    return with(words, excluded);
  }

  /** The newest versions of all, and what stands in their way goes. */
  static List<String> erasing(Collection<String> excluded) {
    return with(new ArrayList<>(List.of("--best", "--allowerasing")), excluded);
  }

  private static List<String> with(List<String> words, Collection<String> excluded) {
    excluded.stream()
        .filter(name -> !isOfStack(name))
        .map(name -> "--exclude=" + name.replace(':', '.'))
        .sorted()
        .forEach(words::add);
    return words;
  }

  private static boolean isOfStack(String name) {
    return name.indexOf('/') >= 0;
  }

  /** Whether the request excludes it, by name or for one architecture. */
  static boolean covers(Set<String> excluded, Nevra each) {
    return excluded.contains(each.name()) || excluded.contains(each.name() + ":" + each.arch());
  }
}
