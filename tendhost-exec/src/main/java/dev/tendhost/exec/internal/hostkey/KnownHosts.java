package dev.tendhost.exec.internal.hostkey;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one known_hosts file says (sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT"); immutable. */
final class KnownHosts {
  private static final Logger LOG = LoggerFactory.getLogger(KnownHosts.class);

  /** A file that is no known_hosts file at all is not worth a warning for each of its lines. */
  private static final int WARNINGS = 5;

  private final Map<String, List<KnownLine>> byName = new HashMap<>();
  private final List<KnownLine> patterns = new ArrayList<>();

  private KnownHosts() {}

  /** Lines that cannot be right are left out, with a warning: they are trusted by nobody. */
  static KnownHosts parse(Path file, byte[] content) {
    KnownHosts result = new KnownHosts();
    String[] lines = new String(content, StandardCharsets.ISO_8859_1).split("\n", -1);
    int broken = 0;
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      Optional<KnownLine> known = KnownLine.parse(line, file, i + 1);
      known.ifPresent(result::add);
      if (known.isEmpty() && ++broken <= WARNINGS) {
        LOG.warn("{}:{} is no line of a known_hosts file, it is left out", file, i + 1);
      }
    }
    if (broken > WARNINGS) {
      LOG.warn("{} has {} lines that are left out, see above for the first", file, broken);
    }
    return result;
  }

  /** The lines about a machine. */
  List<KnownLine> of(String name) {
    List<KnownLine> found = new ArrayList<>(byName.getOrDefault(name, List.of()));
    for (KnownLine line : patterns) {
      if (line.names().match(name)) {
        found.add(line);
      }
    }
    return found;
  }

  private void add(KnownLine line) {
    if (line.names() instanceof KnownNames.Listed listed && listed.plain()) {
      for (String name : listed.patterns()) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(line);
      }
    } else {
      patterns.add(line);
    }
  }
}
