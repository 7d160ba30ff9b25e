package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells what happened between two snapshots. What it came from is known from the plan alone. */
final class DpkgChanges {
  private final @Nullable List<PackageChange> planned;
  private final String nativeArch;
  private final List<PackageChange> changes = new ArrayList<>();

  private DpkgChanges(@Nullable List<PackageChange> planned, String nativeArch) {
    this.planned = planned;
    this.nativeArch = nativeArch;
  }

  /**
   * By name; versions that came and files that went, configured or not.
   *
   * @param planned null if nobody knows
   * @param nativeArch the host's own architecture
   */
  static List<PackageChange> between(
      DpkgSnapshot before,
      DpkgSnapshot after,
      @Nullable List<PackageChange> planned,
      String nativeArch) {
    DpkgChanges changes = new DpkgChanges(planned, nativeArch);
    Map<String, Map<String, String>> old = byName(before);
    Map<String, Map<String, String>> now = byName(after);
    Map<String, Map<String, String>> all = new TreeMap<>(old);
    all.putAll(now);
    all.keySet()
        .forEach(
            name ->
                changes.one(
                    name,
                    new TreeMap<>(old.getOrDefault(name, Map.of())),
                    new TreeMap<>(now.getOrDefault(name, Map.of()))));
    return changes.changes;
  }

  /** Name to architecture to version. */
  private static Map<String, Map<String, String>> byName(DpkgSnapshot snapshot) {
    Map<String, Map<String, String>> names = new TreeMap<>();
    snapshot
        .entries()
        .forEach(
            (key, entry) ->
                names
                    .computeIfAbsent(key.name(), name -> new TreeMap<>())
                    .put(Objects.requireNonNullElse(key.arch(), ""), entry.version()));
    return names;
  }

  private void one(String name, Map<String, String> old, Map<String, String> now) {
    for (String arch : List.copyOf(old.keySet())) {
      if (now.containsKey(arch)) {
        add(name, arch, old.remove(arch), now.remove(arch));
      }
    }
    // A package may change its architecture, as from amd64 to all.
    if (old.size() == 1 && now.size() == 1) {
      String arch = now.keySet().iterator().next();
      add(name, arch, old.values().iterator().next(), now.get(arch));
      return;
    }
    old.forEach((arch, version) -> add(name, arch, version, null));
    now.forEach((arch, version) -> add(name, arch, null, version));
  }

  private void add(String name, String arch, @Nullable String from, @Nullable String to) {
    if (Objects.equals(from, to)) {
      return;
    }
    ChangeAction action =
        from == null
            ? ChangeAction.INSTALL
            : to == null
                ? ChangeAction.REMOVE
                : DebVersion.compare(to, from) < 0 ? ChangeAction.DOWNGRADE : ChangeAction.UPGRADE;
    Optional<PackageChange> plan =
        planned == null
            ? Optional.empty()
            : planned.stream()
                .filter(each -> Objects.equals(each.to(), to))
                .filter(each -> isOf(each, name, arch, nativeArch))
                .findFirst();
    String origin = planned == null ? null : PackageChange.UNPLANNED;
    changes.add(
        new PackageChange(
            action,
            name,
            arch,
            from,
            to,
            plan.isPresent() ? plan.get().origin() : origin,
            plan.isPresent() && plan.get().security()));
  }

  /** apt names no architecture where it removes a package of the host's own, or of all. */
  private static boolean isOf(PackageChange change, String name, String arch, String nativeArch) {
    boolean own = arch.equals(nativeArch) || arch.equals("all");
    return change.name().equals(name) && (change.arch() == null ? own : change.arch().equals(arch));
  }

  /** Which planned changes are not there now, such as {@code upgrade hello to 2.0}. */
  static List<String> undone(List<PackageChange> planned, DpkgSnapshot after, String nativeArch) {
    return planned.stream()
        .filter(change -> !isDone(change, after, nativeArch))
        .map(
            change ->
                change.to() == null
                    ? "remove " + change.name()
                    : change.name() + " to " + change.to())
        .toList();
  }

  private static boolean isDone(PackageChange change, DpkgSnapshot after, String nativeArch) {
    boolean remove = change.action() == ChangeAction.REMOVE;
    boolean there =
        after.entries().entrySet().stream()
            .anyMatch(
                entry ->
                    isOf(
                            change,
                            entry.getKey().name(),
                            Objects.requireNonNullElse(entry.getKey().arch(), ""),
                            nativeArch)
                        && (remove
                            || (entry.getValue().installed()
                                && entry.getValue().version().equals(change.to()))));
    return remove != there;
  }
}
