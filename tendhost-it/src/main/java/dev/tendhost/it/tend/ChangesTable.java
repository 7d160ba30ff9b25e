package dev.tendhost.it.tend;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What would change, grouped by where it comes from, security fixes first. */
final class ChangesTable {
  private ChangesTable() {}

  static List<StyledLine> of(List<UpdatePlan> plans, int width) {
    Table table = new Table("PACKAGE", "OLD", "→ NEW", "SECURITY", "MANAGER");
    Set<String> twice = namesOfSeveralArchitectures(plans);
    groups(plans)
        .forEach(
            (origin, rows) -> {
              table.group(origin);
              rows.forEach(row -> table.row(style(row.change()), cells(row, twice)));
            });
    return table.lines(width);
  }

  private record Row(String manager, PackageChange change) {}

  private static Map<String, List<Row>> groups(List<UpdatePlan> plans) {
    Map<String, List<Row>> groups = new LinkedHashMap<>();
    for (boolean security : List.of(true, false)) {
      for (UpdatePlan plan : plans) {
        for (PackageChange change : plan.changes()) {
          if (change.security() == security) {
            groups
                .computeIfAbsent(origin(change), key -> new ArrayList<>())
                .add(new Row(plan.manager(), change));
          }
        }
      }
    }
    return groups;
  }

  private static String origin(PackageChange change) {
    if (change.action() == ChangeAction.REMOVE) {
      return "to be removed";
    }
    return change.origin() == null ? "from an unknown origin" : "from " + change.origin();
  }

  private static List<String> cells(Row row, Set<String> twice) {
    PackageChange change = row.change();
    String name =
        twice.contains(change.name()) && change.arch() != null
            ? change.name() + ":" + change.arch()
            : change.name();
    return List.of(
        name,
        change.from() == null ? "(none)" : change.from(),
        "→ " + target(change),
        change.security() ? "security" : "",
        row.manager());
  }

  private static String target(PackageChange change) {
    if (change.to() == null) {
      return "(removed)";
    }
    return change.action() == ChangeAction.DOWNGRADE ? change.to() + " (older)" : change.to();
  }

  private static Style style(PackageChange change) {
    return switch (change.action()) {
      case REMOVE, DOWNGRADE -> Style.RED;
      case INSTALL, UPGRADE -> change.security() ? Style.YELLOW : Style.PLAIN;
    };
  }

  private static Set<String> namesOfSeveralArchitectures(List<UpdatePlan> plans) {
    Set<String> seen = new HashSet<>();
    Set<String> twice = new HashSet<>();
    for (UpdatePlan plan : plans) {
      for (PackageChange change : plan.changes()) {
        if (!seen.add(change.name())) {
          twice.add(change.name());
        }
      }
    }
    return twice;
  }
}
