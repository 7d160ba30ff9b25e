package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PlanDigestTest {
  private static final UpgradeOptions OPTIONS = UpgradeOptions.defaults();
  private static final List<PackageChange> CHANGES =
      List.of(
          change("a", "amd64", "1", "2"),
          change("a", "i386", "1", "2"),
          change("b", null, null, "2"),
          change("b", null, "1", null),
          change("b", "all", "1", "2"));

  /** Stored plans and approvals hold digests: the same plan keeps its digest in every version. */
  @Test
  void isTheSameForEver() {
    assertThat(PlanDigest.of("apt", OPTIONS, CHANGES))
        .isEqualTo("8a5dcf06c53afa3859d257dfa79a90cacffc856d3691b33494efc10495f968c7");
  }

  @Test
  void doesNotDependOnTheOrder() {
    String digest = PlanDigest.of("apt", OPTIONS, CHANGES);
    Random random = new Random(1);
    for (int i = 0; i < 100; i++) {
      List<PackageChange> shuffled = new ArrayList<>(CHANGES);
      Collections.shuffle(shuffled, random);
      assertThat(PlanDigest.of("apt", OPTIONS, shuffled)).isEqualTo(digest);
    }
  }

  @Test
  void doesNotDependOnTheExpectedDigest() {
    assertThat(PlanDigest.of("apt", OPTIONS.withExpectedPlanDigest("x"), CHANGES))
        .isEqualTo(PlanDigest.of("apt", OPTIONS, CHANGES));
  }

  @Test
  void doesNotDependOnOriginAndSecurity() {
    PackageChange told =
        new PackageChange(ChangeAction.UPGRADE, "a", "amd64", "1", "2", "Debian", true);
    assertThat(PlanDigest.of("apt", OPTIONS, List.of(told)))
        .isEqualTo(PlanDigest.of("apt", OPTIONS, List.of(change("a", "amd64", "1", "2"))));
  }

  @Test
  void everythingElseMatters() {
    List<PackageChange> one = List.of(change("a", "amd64", "1", "2"));
    Stream<String> digests =
        Stream.of(
            PlanDigest.of("apt", OPTIONS, one),
            PlanDigest.of("dnf", OPTIONS, one),
            PlanDigest.of("apt", OPTIONS.withMode(UpgradeMode.INSTALLED_ONLY), one),
            PlanDigest.of("apt", OPTIONS.withMode(UpgradeMode.WITH_REMOVALS), one),
            PlanDigest.of("apt", OPTIONS.withDownloadOnly(true), one),
            PlanDigest.of("apt", OPTIONS.withRepairInterrupted(true), one),
            PlanDigest.of("apt", OPTIONS.withExcluded(Set.of("x")), one),
            PlanDigest.of("apt", OPTIONS.withExcluded(Set.of("x", "y")), one),
            PlanDigest.of("apt", OPTIONS, List.of()),
            PlanDigest.of("apt", OPTIONS, List.of(one.get(0), one.get(0))),
            PlanDigest.of("apt", OPTIONS, List.of(change("b", "amd64", "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("a", "i386", "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("a", null, "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("a", "amd64", "0", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("a", "amd64", "1", "3"))),
            PlanDigest.of("apt", OPTIONS, List.of(act(ChangeAction.DOWNGRADE))),
            PlanDigest.of("apt", OPTIONS, List.of(act(ChangeAction.REMOVE))),
            PlanDigest.of("apt", OPTIONS, List.of(act(ChangeAction.INSTALL))));
    assertThat(digests.toList()).doesNotHaveDuplicates().allMatch(d -> d.matches("[0-9a-f]{64}"));
  }

  /** Without lengths these would be the same row of characters. */
  @Test
  void noTwoListsOfTextsAreHashedAlike() {
    Stream<String> digests =
        Stream.of(
            PlanDigest.of("apt", OPTIONS, List.of(change("ab", "c", "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("a", "bc", "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("abc", "", "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("abc", null, "1", "2"))),
            PlanDigest.of("apt", OPTIONS, List.of(change("abc", null, "12", ""))),
            PlanDigest.of("apt", OPTIONS, List.of(change("abc", null, "12", null))),
            PlanDigest.of("apt", OPTIONS, List.of(change("abc", "-1:", "1", "2"))),
            PlanDigest.of("apt", OPTIONS.withExcluded(Set.of("a", "b")), List.of()),
            PlanDigest.of("apt", OPTIONS.withExcluded(Set.of("ab")), List.of()),
            PlanDigest.of("apt", OPTIONS.withExcluded(Set.of("a1:b")), List.of()));
    assertThat(digests.toList()).doesNotHaveDuplicates();
  }

  private static PackageChange change(String name, String arch, String from, String to) {
    return new PackageChange(ChangeAction.UPGRADE, name, arch, from, to, null, false);
  }

  private static PackageChange act(ChangeAction action) {
    return new PackageChange(action, "a", "amd64", "1", "2", null, false);
  }
}
