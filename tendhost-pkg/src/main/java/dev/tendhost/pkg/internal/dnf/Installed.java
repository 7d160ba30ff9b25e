package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What rpm's database holds.
 *
 * @param packages all versions of each name and architecture
 * @param installOnly names of packages of which several versions live side by side, kernels mostly
 * @param busy the processes that hold the database's lock, such as {@code 47 (dnf -y upgrade)}
 */
record Installed(Map<String, List<Nevra>> packages, Set<String> installOnly, List<String> busy) {
  static final String FORMAT = "%{NAME}|%{EPOCHNUM}|%{VERSION}|%{RELEASE}|%{ARCH}\\n";

  /** Needs neither root nor a lock. */
  static final String SCRIPT =
      """
      ask installed rpm -qa --qf '%s'
      tell installonly "$(rpm -q --qf '%%{NAME}\\n' --whatprovides \\
          'installonlypkg(kernel)' 'installonlypkg(kernel-module)' 'installonlypkg(vm)' \\
          'multiversion(kernel)' kernel 2>/dev/null | grep -v ' ' | sort -u)"
      tell busy "$(holders)"
      """
          .formatted(FORMAT);

  static Installed parse(Told told) {
    return new Installed(
        packages(told.list("installed")),
        new HashSet<>(told.list("installonly")),
        told.list("busy"));
  }

  /** All versions of each name and architecture, the newest last. */
  static Map<String, List<Nevra>> packages(List<String> lines) {
    Map<String, List<Nevra>> packages = new TreeMap<>();
    for (String line : lines) {
      // A key is no package: it has no architecture.
      if (!line.startsWith("gpg-pubkey|")) {
        Nevra each = nevra(line.split("\\|", -1), line, 5);
        packages.computeIfAbsent(each.key(), any -> new ArrayList<>()).add(each);
      }
    }
    if (packages.isEmpty()) {
      throw new Garbled("rpm lists no installed package");
    }
    packages.values().forEach(versions -> versions.sort(Comparator.comparing(Nevra::evr)));
    return packages;
  }

  /** Of {@code name|epoch|version|release|arch}, and whatever follows. */
  static Nevra nevra(String[] words, String line, int expected) {
    if (words.length != expected || !words[1].matches("\\d{1,9}")) {
      throw Garbled.line("name|epoch|version|release|arch", line);
    }
    Evr evr = Evr.parse(words[1] + ":" + words[2] + "-" + words[3]);
    return Nevra.of(words[0], evr, words[4]);
  }

  boolean hasName(String name) {
    return packages.values().stream().anyMatch(all -> all.get(0).name().equals(name));
  }

  /** The newest version of that name, of that architecture if there is one. */
  Optional<Nevra> newest(String name, String arch) {
    List<Nevra> same = packages.get(name + "." + arch);
    if (same != null) {
      return Optional.of(same.get(same.size() - 1));
    }
    return packages.values().stream()
        .map(all -> all.get(all.size() - 1))
        .filter(each -> each.name().equals(name))
        .findFirst();
  }

  /** Whether that very version is installed. */
  boolean has(Nevra exact) {
    return packages.getOrDefault(exact.key(), List.of()).contains(exact);
  }

  /** Whether other versions would stay if one of that name were removed. */
  boolean keepsOthersOf(Nevra removed) {
    return installOnly.contains(removed.name())
        && packages.getOrDefault(removed.key(), List.of()).size() > 1;
  }

  /** Packages that cannot be there twice and are: a transaction was interrupted, or is at work. */
  List<List<Nevra>> duplicates() {
    return packages.values().stream()
        .filter(all -> all.size() > 1 && !installOnly.contains(all.get(0).name()))
        .toList();
  }
}
