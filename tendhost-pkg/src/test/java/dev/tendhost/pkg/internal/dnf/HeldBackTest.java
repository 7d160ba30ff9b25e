package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.pkg.internal.dnf.Candidates.Candidate;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class HeldBackTest {
  private static final Transaction NOTHING = new Transaction(List.of());

  @Test
  void anUpgradeThatObsoletesAnotherPackageNeedsARemoval() {
    Transaction plain = new Transaction(List.of(row(Section.UPGRADE, "a", "b")));
    assertThat(reasons(plain, NOTHING, UpgradeMode.WITH_NEW_PACKAGES, "a"))
        .isEqualTo(
            Map.of(
                "a.noarch", HeldBackReason.NEEDS_REMOVAL,
                "b.noarch", HeldBackReason.NEEDS_REMOVAL));
    assertThat(reasons(plain, plain, UpgradeMode.WITH_REMOVALS, "a")).isEmpty();
  }

  @Test
  void theLastingReasonGoesFirst() {
    Transaction plain =
        new Transaction(List.of(row(Section.SKIP_BROKEN, "a"), row(Section.SKIP_CONFLICT, "b")));
    UpgradeOptions options = UpgradeOptions.defaults().withExcluded(Set.of("c", "d"));
    Map<String, HeldBackReason> reasons =
        new HeldBack(plain, NOTHING, options)
            .reasons(candidates("a", "b", "c", "d", "e"), Set.of("d.noarch", "e.noarch"));
    assertThat(reasons)
        .isEqualTo(
            Map.of(
                "a.noarch", HeldBackReason.BROKEN_DEPENDENCIES,
                "b.noarch", HeldBackReason.NEEDS_REMOVAL,
                "c.noarch", HeldBackReason.HELD,
                "d.noarch", HeldBackReason.EXCLUDED,
                "e.noarch", HeldBackReason.KEPT_BACK));
  }

  @Test
  void onlyWhatDnfDoesNotMentionHasToBeLookedFor() {
    Transaction plain =
        new Transaction(List.of(row(Section.SKIP_BROKEN, "a"), row(Section.UPGRADE, "b")));
    HeldBack heldBack = new HeldBack(plain, plain, UpgradeOptions.defaults());
    assertThat(heldBack.needsVisible(candidates("a", "b"))).isFalse();
    assertThat(heldBack.needsVisible(candidates("a", "b", "c"))).isTrue();
  }

  private static Map<String, HeldBackReason> reasons(
      Transaction plain, Transaction planned, UpgradeMode mode, String... newer) {
    UpgradeOptions options = UpgradeOptions.defaults().withMode(mode);
    return new HeldBack(plain, planned, options).reasons(candidates(newer), Set.of());
  }

  private static Candidates candidates(String... names) {
    Map<String, Candidate> byKey = new TreeMap<>();
    for (String name : names) {
      Nevra nevra = Nevra.parse(name + "-2.0-1.noarch");
      byKey.put(nevra.key(), new Candidate(nevra, "r"));
    }
    return new Candidates(byKey);
  }

  private static Row row(Section section, String name, String... obsoleted) {
    List<Nevra> old =
        List.of(obsoleted).stream().map(each -> Nevra.parse(each + "-1.0-1.noarch")).toList();
    return new Row(section, Nevra.parse(name + "-2.0-1.noarch"), "r", old);
  }
}
