package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When dnf's metadata was last known to be current, by the host's own clock. dnf sets the time of a
 * repository's primary file when it fetches it and when it finds it still current.
 *
 * @param now the host's clock, seconds since 1970
 * @param confirmed when the oldest repository was last known to be current; null if not known
 * @param missing enabled repositories whose metadata was never fetched
 */
record MetadataAge(long now, @Nullable Long confirmed, List<String> missing) {
  private static final String SCRIPT =
      """
      tell now "$(date +%s)"
      ask repo query repolist
      tell file "$(
        find /var/cache/CACHE -path '*/solv' -prune -o -type f -name '*primary*' \\
          -exec stat -c '%Y %n' {} + 2>/dev/null)"
      """;

  private static final Pattern HEADER = Pattern.compile("repo id +repo name.*");
  private static final Pattern REPO = Pattern.compile("[*!]*([A-Za-z0-9_.:-]+)(?:/\\S*)?(?: .*)?");
  private static final Pattern FILE = Pattern.compile("(\\d{1,12}) /var/cache/(\\S+)");
  // dnf keeps a repository in a directory named by its id and a hash, yum in one named by its id.
  private static final Pattern DNF_DIRECTORY =
      Pattern.compile("(?:lib)?dnf5?/(.+)-[0-9a-f]{16}/repodata/.*");
  private static final Pattern YUM_DIRECTORY =
      Pattern.compile("yum/(?:.*/)?([^/]+)/(?:gen/)?[^/]*");

  static String script(DnfTool tool) {
    return switch (tool.generation()) {
      case YUM3 -> SCRIPT.replace("CACHE", "yum");
      case DNF4 -> SCRIPT.replace("CACHE", "dnf");
      case DNF5 -> SCRIPT.replace("CACHE", "libdnf5");
    };
  }

  static MetadataAge parse(Told told) {
    long now = Framed.seconds(told.value("now"));
    Map<String, Long> fetched = new HashMap<>();
    for (String line : told.list("file")) {
      Matcher file = FILE.matcher(line);
      if (!file.matches()) {
        throw Garbled.line("the time of a file", line);
      }
      fetched.merge(repoOf(file.group(2)), Framed.seconds(file.group(1)), Math::max);
    }
    List<String> missing = new ArrayList<>();
    Long oldest = null;
    for (String repo : repos(told.list("repo"))) {
      Long time = fetched.get(repo);
      if (time == null) {
        missing.add(repo);
      } else {
        oldest = oldest == null ? time : Long.valueOf(Math.min(oldest, time));
      }
    }
    return new MetadataAge(now, missing.isEmpty() ? oldest : null, missing);
  }

  private static String repoOf(String path) {
    for (Pattern directory : List.of(DNF_DIRECTORY, YUM_DIRECTORY)) {
      Matcher matcher = directory.matcher(path);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return "";
  }

  private static List<String> repos(List<String> lines) {
    int header = 0;
    while (header < lines.size() && !HEADER.matcher(lines.get(header)).matches()) {
      header++;
    }
    if (header == lines.size() && !lines.isEmpty()) {
      throw Garbled.line("the list of repositories", lines.get(0));
    }
    List<String> repos = new ArrayList<>();
    for (String line : lines.subList(Math.min(header + 1, lines.size()), lines.size())) {
      Matcher repo = REPO.matcher(line);
      if (!repo.matches()) {
        throw Garbled.line("a repository", line);
      }
      if (!line.startsWith("repolist: ")) {
        repos.add(repo.group(1));
      }
    }
    return repos;
  }

  /**
   * How old the metadata is.
   *
   * @param refreshed when this manager last refreshed it all; null if it did not
   * @return null if not known, also if the clock went back since
   */
  @Nullable Duration age(@Nullable Long refreshed) {
    if (confirmed == null) {
      return null;
    }
    long since = refreshed == null ? confirmed : Math.max(confirmed, refreshed);
    return since > now ? null : Duration.ofSeconds(now - since);
  }

  /** What a person has to look at, a sentence each. */
  List<String> problems() {
    return missing.stream()
        .map(repo -> "the repository " + repo + " was never fetched; refresh the metadata")
        .toList();
  }
}
