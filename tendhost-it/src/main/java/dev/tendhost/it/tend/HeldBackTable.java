package dev.tendhost.it.tend;

import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpgradablePackage;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What stays although a newer version is known, and why. */
final class HeldBackTable {
  private HeldBackTable() {}

  static List<StyledLine> of(Findings findings, int width) {
    Table table = new Table("PACKAGE", "OLD", "NEWEST", "WHY IT STAYS", "MANAGER");
    for (UpdatePlan plan : findings.plans()) {
      for (HeldBackPackage stays : plan.heldBack()) {
        Optional<UpgradablePackage> known = find(findings, plan.manager(), stays);
        table.row(
            Style.PLAIN,
            List.of(
                stays.name(),
                known.map(UpgradablePackage::from).orElse("?"),
                known.map(UpgradablePackage::to).orElse("?"),
                why(stays.reason()),
                plan.manager()));
      }
    }
    return table.lines(width);
  }

  private static Optional<UpgradablePackage> find(
      Findings findings, String manager, HeldBackPackage stays) {
    return findings.inventory().managers().stream()
        .filter(inventory -> inventory.manager().equals(manager))
        .map(PackageInventory::packages)
        .flatMap(List::stream)
        .filter(
            known ->
                known.name().equals(stays.name()) && Objects.equals(known.arch(), stays.arch()))
        .findFirst();
  }

  private static String why(HeldBackReason reason) {
    return switch (reason) {
      case HELD -> "on hold";
      case PHASED -> "phased, not its turn";
      case NEEDS_REMOVAL -> "needs a removal";
      case BROKEN_DEPENDENCIES -> "broken dependencies";
      case EXCLUDED -> "excluded";
      case KEPT_BACK -> "kept back";
    };
  }
}
