package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.pkg.internal.dnf.Candidates.Candidate;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What dnf said of one host, joined.
 *
 * @param lists what is installed and what is newer
 * @param plain what an upgrade would do that heeds neither the mode nor the request's exclusions
 * @param planned what the upgrade would do, and the options that make it do so
 * @param heldBack what is newer and stays, by name and architecture
 * @param problems what a person has to look at
 */
record DnfSurvey(
    DnfLists lists,
    Transaction plain,
    PlannedUpgrade planned,
    Map<String, HeldBackReason> heldBack,
    List<String> problems) {

  /** What is newer, and what another package is to take the place of. */
  List<UpgradablePackage> packages() {
    List<UpgradablePackage> packages = new ArrayList<>();
    for (Candidate candidate : lists.candidates().all()) {
      packages.add(upgradable(candidate));
    }
    Set<Nevra> replaced = new HashSet<>();
    for (Row row : plain.rows()) {
      for (Nevra old : row.obsoleted()) {
        // It is one package, whatever the number of its successors.
        if (replaced.add(old)) {
          packages.add(obsoleted(old, row));
        }
      }
    }
    return packages;
  }

  List<HeldBackPackage> keptPackages() {
    return packages().stream()
        .filter(each -> each.heldBack() != null)
        .map(each -> new HeldBackPackage(each.name(), each.arch(), each.heldBack()))
        .toList();
  }

  private UpgradablePackage upgradable(Candidate candidate) {
    Nevra to = candidate.nevra();
    Evr from = lists.installed().newest(to.name(), to.arch()).orElseThrow().evr();
    return new UpgradablePackage(
        to.name(),
        to.arch(),
        from.toString(),
        to.evr().toString(),
        candidate.repo(),
        lists.advisories().between(from, to),
        heldBack.get(to.key()));
  }

  private UpgradablePackage obsoleted(Nevra old, Row by) {
    return new UpgradablePackage(
        old.name(),
        old.arch(),
        old.evr().toString(),
        by.nevra().evr().toString(),
        by.repo(),
        false,
        heldBack.get(old.key()),
        by.nevra().name());
  }
}
