package dev.tendhost.core.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen while a host was waited for, in its order; a bounded number of runs of the same.
 */
public final class Sightings {
  private static final int KEPT = 20;
  private static final int LONGEST = 300;

  private final List<Seen> seen = new ArrayList<>();
  private int forgotten;

  private record Seen(String what, int times, Instant first, Instant last) {}

  /** Notes something; the same as before is counted. */
  public void add(String what, Instant at) {
    String text = what.length() <= LONGEST ? what : what.substring(0, LONGEST) + "…";
    int last = seen.size() - 1;
    if (last >= 0 && seen.get(last).what().equals(text)) {
      Seen before = seen.get(last);
      seen.set(last, new Seen(text, before.times() + 1, before.first(), at));
      return;
    }
    if (seen.size() == KEPT) {
      seen.remove(KEPT / 2); // how it began and how it ended tell more
      forgotten++;
    }
    seen.add(new Seen(text, 1, at, at));
  }

  /** The last thing that was seen, in words; nothing was where that is so. */
  public String last() {
    return seen.isEmpty() ? "nothing was seen" : seen.get(seen.size() - 1).what();
  }

  /** Everything, for the details of an error. */
  public Map<String, String> details() {
    Map<String, String> details = new TreeMap<>();
    for (int i = 0; i < seen.size(); i++) {
      Seen one = seen.get(i);
      details.put(
          String.format("seen%02d", i + 1),
          one.what() + " (" + one.times() + " times, " + one.first() + " to " + one.last() + ")");
    }
    if (forgotten > 0) {
      details.put("seenMore", forgotten + " more in between");
    }
    return details;
  }
}
