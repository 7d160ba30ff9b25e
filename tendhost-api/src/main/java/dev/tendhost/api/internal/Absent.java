package dev.tendhost.api.internal;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Immutable copies for record constructors; what is absent in JSON becomes empty. */
public final class Absent {
  private Absent() {}

  /** The elements in their order; {@code null} becomes the empty list. */
  public static <T> List<T> list(@Nullable Collection<T> values) {
    return values == null ? List.of() : List.copyOf(values);
  }

  /** The elements sorted, so that equal sets are written alike; {@code null} becomes empty. */
  public static <T extends Comparable<? super T>> Set<T> sortedSet(@Nullable Collection<T> values) {
    return values == null || values.isEmpty()
        ? Set.of()
        : Collections.unmodifiableSet(new TreeSet<>(values));
  }

  /**
   * The entries sorted by key, so that equal maps are written alike; {@code null} becomes empty.
   */
  public static <V> Map<String, V> sortedMap(@Nullable Map<String, V> values) {
    return values == null || values.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new TreeMap<>(values));
  }
}
