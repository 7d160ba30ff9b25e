package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The newest version in the repositories of each installed package that has a newer one, whatever
 * holds it back.
 *
 * @param byKey the versions and where they come from
 */
record Candidates(Map<String, Candidate> byKey) {
  static final String FORMAT = "%{name}|%{epoch}|%{version}|%{release}|%{arch}|%{repoid}\\n";

  /**
   * One version.
   *
   * @param nevra the newer version
   * @param repo the id of its repository
   */
  record Candidate(Nevra nevra, String repo) {}

  /** Older versions of the same package may be listed too; only the newest counts. */
  static Candidates parse(Told told, Installed installed) {
    Map<String, Candidate> byKey = new TreeMap<>();
    for (String line : told.list("upgrade")) {
      String[] words = line.split("\\|", -1);
      Nevra nevra = Installed.nevra(words, line, 6);
      if (words[5].isBlank()) {
        throw Garbled.line("a repository", line);
      }
      Optional<Nevra> from = installed.newest(nevra.name(), nevra.arch());
      Candidate known = byKey.get(nevra.key());
      boolean newer = from.isPresent() && nevra.evr().isNewerThan(from.get().evr());
      if (newer && (known == null || nevra.evr().isNewerThan(known.nevra().evr()))) {
        byKey.put(nevra.key(), new Candidate(nevra, words[5]));
      }
    }
    return new Candidates(byKey);
  }

  List<Candidate> all() {
    return new ArrayList<>(byKey.values());
  }

  /** The repository of a version; dnf5's table may cut the column. */
  Optional<String> repo(Nevra nevra) {
    return Optional.ofNullable(byKey.get(nevra.key()))
        .filter(candidate -> candidate.nevra().equals(nevra))
        .map(Candidate::repo);
  }
}
