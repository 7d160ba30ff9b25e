package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells what happened between two snapshots of rpm's database, every version of a package a thing
 * of its own. What it came from, and whether it is in place of another or beside, the plan knows.
 */
final class RpmChanges {
  private final Map<String, List<Nevra>> before;
  private final Map<String, List<Nevra>> after;
  private final List<PackageChange> planned;

  RpmChanges(
      Map<String, List<Nevra>> before,
      Map<String, List<Nevra>> after,
      List<PackageChange> planned) {
    this.before = before;
    this.after = after;
    this.planned = planned;
  }

  /**
   * Everything that came or went, planned or not; an upgrade is one as soon as the new is there.
   */
  List<PackageChange> changes() {
    Map<String, List<Nevra>> came = missing(after, before);
    Map<String, List<Nevra>> went = missing(before, after);
    List<PackageChange> changes = new ArrayList<>();
    for (PackageChange plan : planned) {
      boolean comes = plan.to() != null && take(came, key(plan), plan.to());
      boolean goes = plan.from() != null && take(went, source(plan), plan.from());
      if (comes || (goes && plan.to() == null)) {
        changes.add(plan);
      } else if (goes) {
        changes.add(change(ChangeAction.REMOVE, plan.name(), plan.arch(), plan.from(), null, null));
      }
    }
    TreeSet<String> keys = new TreeSet<>(came.keySet());
    keys.addAll(went.keySet());
    keys.forEach(
        key ->
            unplanned(
                changes, went.getOrDefault(key, List.of()), came.getOrDefault(key, List.of())));
    return changes;
  }

  private static void unplanned(List<PackageChange> changes, List<Nevra> went, List<Nevra> came) {
    boolean replaced = went.size() == 1 && came.size() == 1;
    for (Nevra each : went) {
      if (!replaced) {
        changes.add(change(ChangeAction.REMOVE, each, each.evr().toString(), null));
      }
    }
    for (Nevra each : came) {
      ChangeAction action =
          !replaced
              ? ChangeAction.INSTALL
              : each.evr().isNewerThan(went.get(0).evr())
                  ? ChangeAction.UPGRADE
                  : ChangeAction.DOWNGRADE;
      String from = replaced ? went.get(0).evr().toString() : null;
      changes.add(change(action, each, from, each.evr().toString()));
    }
  }

  /** Planned changes that are not done, such as {@code a to 2-1}. */
  List<String> undone() {
    List<String> undone = new ArrayList<>();
    for (PackageChange plan : planned) {
      boolean came = plan.to() == null || has(after, key(plan), plan.to());
      boolean stays = plan.from() != null && has(after, source(plan), plan.from());
      if (!came) {
        undone.add(plan.name() + " to " + plan.to());
      } else if (stays) {
        undone.add("remove " + plan.name() + " " + plan.from());
      }
    }
    return undone;
  }

  /** Packages that are there beside an older version although that was to go. */
  List<String> duplicates() {
    List<String> duplicates = new ArrayList<>();
    after.forEach(
        (key, versions) -> {
          boolean beside =
              planned.stream()
                  .anyMatch(plan -> plan.action() == ChangeAction.INSTALL && key(plan).equals(key));
          int earlier = Math.max(1, before.getOrDefault(key, List.of()).size());
          if (versions.size() > earlier && !beside) {
            duplicates.add(Nevra.together(versions));
          }
        });
    return duplicates;
  }

  private static Map<String, List<Nevra>> missing(
      Map<String, List<Nevra>> from, Map<String, List<Nevra>> of) {
    Map<String, List<Nevra>> missing = new TreeMap<>();
    from.forEach(
        (key, versions) -> {
          List<Nevra> left = new ArrayList<>(versions);
          left.removeAll(of.getOrDefault(key, List.of()));
          if (!left.isEmpty()) {
            missing.put(key, left);
          }
        });
    return missing;
  }

  private static boolean take(Map<String, List<Nevra>> some, String key, String evr) {
    List<Nevra> versions = some.getOrDefault(key, List.of());
    return !versions.isEmpty() && versions.removeIf(each -> each.evr().toString().equals(evr));
  }

  private static boolean has(Map<String, List<Nevra>> some, String key, String evr) {
    return some.getOrDefault(key, List.of()).stream()
        .anyMatch(each -> each.evr().toString().equals(evr));
  }

  private static String key(PackageChange change) {
    return change.name() + "." + change.arch();
  }

  /** Where the version before was: a package may change its architecture. */
  private String source(PackageChange change) {
    String from = change.from();
    if (from == null || has(before, key(change), from)) {
      return key(change);
    }
    return before.entrySet().stream()
        .filter(each -> each.getValue().get(0).name().equals(change.name()))
        .map(Map.Entry::getKey)
        .filter(key -> has(before, key, from))
        .findFirst()
        .orElse(key(change));
  }

  private static PackageChange change(
      ChangeAction action, Nevra each, @Nullable String from, @Nullable String to) {
    return change(action, each.name(), each.arch(), from, to, PackageChange.UNPLANNED);
  }

  private static PackageChange change(
      ChangeAction action,
      String name,
      @Nullable String arch,
      @Nullable String from,
      @Nullable String to,
      @Nullable String origin) {
    return new PackageChange(action, name, arch, from, to, origin, false);
  }
}
