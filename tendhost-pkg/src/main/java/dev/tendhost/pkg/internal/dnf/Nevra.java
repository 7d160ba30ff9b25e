package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of a package.
 *
 * @param name the package
 * @param evr its version
 * @param arch its architecture
 */
record Nevra(String name, Evr evr, String arch) {
  static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.+~^%@-]*");
  static final Pattern ARCH = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern FULL = Pattern.compile("(.+)-([^-]+-[^-]+)\\.([^.]+)");
  private static final Pattern WITH_ARCH = Pattern.compile("(.+)\\.([^.]+)");

  /** Of {@code name-[epoch:]version-release.arch}. */
  static Nevra parse(String text) {
    Matcher matcher = FULL.matcher(text);
    if (!matcher.matches()) {
      throw Garbled.line("name-version-release.arch", text);
    }
    return of(matcher.group(1), Evr.parse(matcher.group(2)), matcher.group(3));
  }

  /** Of {@code name.arch} and a version. */
  static Nevra parse(String nameAndArch, String evr) {
    Matcher matcher = WITH_ARCH.matcher(nameAndArch);
    if (!matcher.matches()) {
      throw Garbled.line("name.arch", nameAndArch);
    }
    return of(matcher.group(1), Evr.parse(evr), matcher.group(2));
  }

  /** Checks that the words can be what they are said to be. */
  static Nevra of(String name, Evr evr, String arch) {
    if (!NAME.matcher(name).matches() || !ARCH.matcher(arch).matches()) {
      throw Garbled.line("a name and an architecture", name + " " + arch);
    }
    return new Nevra(name, evr, arch);
  }

  /** What stays the same when the package is upgraded. */
  String key() {
    return name + "." + arch;
  }

  /** That they are there beside each other. */
  static String together(List<Nevra> versions) {
    List<String> evrs = versions.stream().map(each -> each.evr().toString()).toList();
    return versions.get(0).key() + " is installed as " + String.join(" and as ", evrs);
  }
}
