package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When apt's lists were last known to be current, by the host's own clock; never later than true
 * unless somebody copied or changed the lists by hand.
 *
 * <p>Measured with apt 2.6: an update that gets or confirms (304) a Release file sets its change
 * time, and one that fails leaves it. The modification time is the server's. The change time is
 * also set when a tree is copied, so it counts only if the directory was there an hour before it.
 * update-success-stamp and pkgcache.bin prove nothing: failed updates touch them too.
 *
 * @param now the host's clock, seconds since 1970
 * @param confirmed when the oldest source was last known to be current; null if not known
 * @param missing sources that were never fetched
 */
record MetadataProbe(long now, @Nullable Long confirmed, List<String> missing) {
  private static final long HOUR = 3600;

  // --print-uris update tells which Release files apt wants, and fetches nothing.
  static final String SCRIPT =
      Framed.script(
          """
          echo "now $(date +%s)"
          lists=
          eval "$(apt-config shell lists Dir::State::lists/d)"
          echo "birth $(stat -c %W "$lists")"
          if uris=$(apt-get -o Debug::NoLocking=1 --print-uris update 2>/dev/null); then
            printf '%s\\n' "$uris" | sed -n "s/^'[^']*' \\([^ ]*_\\)InRelease .*/\\1/p" |
            while read -r source; do
              found=missing
              for file in "$lists$source"InRelease "$lists$source"Release "$lists$source"*Packages*
              do
                if [ -e "$file" ]; then
                  found=$(stat -c '%Y %Z' "$file")
                  break
                fi
              done
              echo "source $found $source"
            done
          fi
          """);

  static MetadataProbe parse(String output) {
    List<String> lines = Framed.lines(output);
    long now = Framed.seconds(Framed.value(lines, "now"));
    List<String> born = Framed.values(lines, "birth");
    long birth =
        born.size() == 1 && born.get(0).matches("\\d{1,18}") ? Framed.seconds(born.get(0)) : 0;
    List<String> missing = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (String source : Framed.values(lines, "source")) {
      List<String> words = List.of(source.split(" ", -1));
      if (words.size() < 2) {
        throw Garbled.line("times of a source", source);
      }
      if (words.get(0).equals("missing")) {
        missing.add(words.get(words.size() - 1).replaceFirst("_$", ""));
      } else {
        times.add(confirmed(birth, Framed.seconds(words.get(0)), Framed.seconds(words.get(1))));
      }
    }
    Long oldest = times.stream().min(Long::compare).orElse(null);
    return new MetadataProbe(now, missing.isEmpty() ? oldest : null, missing);
  }

  private static long confirmed(long birth, long modified, long changed) {
    return birth > 0 && changed > birth + HOUR ? Math.max(modified, changed) : modified;
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
        .map(source -> "the source " + source + " was never fetched; refresh the metadata")
        .toList();
  }
}
