package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.ShellWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whether an upgrade has room. apt tells what it fetches and what the packages take more than
 * before; where a new kernel goes to a {@code /boot} of its own, it takes there about what the
 * running one does.
 *
 * @param fetched bytes that go to apt's archives
 * @param added bytes that installed packages take more; negative if less
 * @param kernel bytes of the running kernel's files in {@code /boot}; null without one
 * @param free places and what is free there
 */
record AptSpace(long fetched, long added, @Nullable Long kernel, Map<Place, Free> free) {
  private static final Pattern FETCHED =
      Pattern.compile("Need to get ([\\d.,]+) ([kMGT]?B)(?:/.*)? of archives\\.");
  private static final Pattern ADDED =
      Pattern.compile(
          "After this operation, ([\\d.,]+) ([kMGT]?B) (?:of additional )?disk space will be"
              + " (used|freed)\\.");
  private static final String UNITS = "BkMGT";
  private static final long MEGA = 1_000_000;

  /** Where room is needed. */
  enum Place {
    ARCHIVES,
    USR,
    BOOT
  }

  /**
   * A file system.
   *
   * @param mount where it is mounted
   * @param bytes what is free on it
   */
  record Free(String mount, long bytes) {}

  /**
   * The script; reads only.
   *
   * @param assumeNo the words that make apt tell what it would need and then stop
   */
  static String script(List<String> assumeNo) {
    return Framed.script(
        """
        %s 2>&1 < /dev/null | sed 's/^/apt /'
        archives=
        eval "$(apt-config shell archives Dir::Cache::archives/d)"
        place() { df -Pk "$2" | awk -v name="$1" 'NR == 2 { print "free", name, $4, $6 }'; }
        place ARCHIVES "$archives"
        place USR /usr
        if [ -d /boot ]; then
          place BOOT /boot
          du -ck /boot/*"$(uname -r)"* 2> /dev/null | awk 'END { if (NR > 1) print "kernel", $1 }'
        fi
        """
            .formatted(ShellWords.join(assumeNo)));
  }

  static AptSpace parse(String output) {
    List<String> lines = Framed.lines(output);
    long fetched = 0;
    Long added = null;
    for (String line : Framed.values(lines, "apt")) {
      Matcher gets = FETCHED.matcher(line);
      Matcher takes = ADDED.matcher(line);
      if (gets.matches()) {
        fetched = bytes(gets.group(1), gets.group(2));
      } else if (takes.matches()) {
        long bytes = bytes(takes.group(1), takes.group(2));
        added = takes.group(3).equals("used") ? bytes : -bytes;
      }
    }
    if (added == null) {
      throw new Garbled("apt-get does not tell how much disk space its operation takes");
    }
    Map<Place, Free> free = new HashMap<>();
    Framed.values(lines, "free").forEach(line -> add(free, line));
    if (!free.containsKey(Place.ARCHIVES) || !free.containsKey(Place.USR)) {
      throw new Garbled("df does not tell what is free");
    }
    List<String> kernel = Framed.values(lines, "kernel");
    Long size = kernel.size() == 1 ? 1024 * Framed.seconds(kernel.get(0)) : null;
    return new AptSpace(fetched, added, size, Map.copyOf(free));
  }

  private static void add(Map<Place, Free> free, String line) {
    String[] words = line.split(" ", 3);
    try {
      free.put(Place.valueOf(words[0]), new Free(words[2], 1024 * Long.parseLong(words[1])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
      throw Garbled.line("a line of df", line);
    }
  }

  /** Such as 3,233 kB: thousands, not 1,024s. */
  private static long bytes(String number, String unit) {
    double factor = Math.pow(1000, UNITS.indexOf(unit.charAt(0)));
    try {
      return Math.round(Double.parseDouble(number.replace(",", "")) * factor);
    } catch (NumberFormatException e) {
      throw Garbled.line("a size", number + " " + unit);
    }
  }

  /**
   * What is missing, a sentence each; nothing if there is room.
   *
   * @param newKernel whether a kernel comes beside the running one
   */
  List<String> missing(boolean newKernel) {
    Map<String, Long> needs = new HashMap<>();
    Map<String, Long> has = new HashMap<>();
    need(needs, has, Place.ARCHIVES, fetched);
    need(needs, has, Place.USR, Math.max(0, added));
    if (newKernel && kernel != null) {
      need(needs, has, Place.BOOT, kernel);
    }
    List<String> missing = new ArrayList<>();
    needs.forEach(
        (mount, bytes) -> {
          long left = has.getOrDefault(mount, Long.MAX_VALUE);
          if (bytes > left) {
            missing.add(mount + " needs " + mega(bytes + MEGA - 1) + " and has " + mega(left));
          }
        });
    return missing.stream().sorted().toList();
  }

  private void need(Map<String, Long> needs, Map<String, Long> has, Place place, long bytes) {
    Free there = free.get(place);
    if (there != null) {
      needs.merge(there.mount(), bytes, Long::sum);
      has.put(there.mount(), there.bytes());
    }
  }

  private static String mega(long bytes) {
    return bytes / MEGA + " MB";
  }
}
