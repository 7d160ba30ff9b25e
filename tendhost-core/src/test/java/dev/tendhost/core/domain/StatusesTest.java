package dev.tendhost.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.PendingSummary;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.config.HostConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusesTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");
  private static final RebootVerdict NO = new RebootVerdict(Verdict.NOT_REQUIRED, List.of("no"));

  @Test
  void countsWhatIsInstallableHeldBackAndSecurity() {
    PendingSummary summary =
        summary(
            new PackageInventory(
                "apt",
                List.of(
                    item("a", true, null),
                    item("b", false, null),
                    item("c", true, HeldBackReason.HELD)),
                Duration.ofHours(2),
                List.of("one is half configured")));
    assertThat(summary)
        .isEqualTo(new PendingSummary(2, 1, 1, 1, AT, AT.plus(Duration.ofHours(22))));
  }

  @Test
  void whatCouldNotBeCheckedIsCounted() {
    UncheckedPackage pinned =
        new UncheckedPackage("shop/db", UncheckedPackage.Reason.PINNED, "pinned to a digest");
    PendingSummary summary =
        summary(
            new PackageInventory("apt", List.of(), Duration.ZERO, List.of()),
            new PackageInventory("compose", List.of(), Duration.ZERO, List.of(), List.of(pinned)));
    assertThat(summary.unchecked()).isEqualTo(1);
    assertThat(summary.installable()).isZero();
  }

  @Test
  void theOldestMetadataOfAllManagersDecidesWhatIsStale() {
    PendingSummary summary =
        summary(
            new PackageInventory("apt", List.of(), Duration.ofHours(23), List.of()),
            new PackageInventory("compose", List.of(), Duration.ZERO, List.of()));
    assertThat(summary.staleAt(AT.plus(Duration.ofMinutes(59)))).isFalse();
    assertThat(summary.staleAt(AT.plus(Duration.ofMinutes(61)))).isTrue();
  }

  @Test
  void metadataOfUnknownAgeIsStale() {
    PendingSummary summary =
        summary(
            new PackageInventory("apt", List.of(), null, List.of()),
            new PackageInventory("compose", List.of(), Duration.ZERO, List.of()));
    assertThat(summary.staleAfter()).isNull();
    assertThat(summary.staleAt(AT)).isTrue();
  }

  @Test
  void aListHasNoInventories() {
    HostMachine machine =
        HostMachine.fresh(HostConfig.of("web-1")).learned(new HostInventory(AT, List.of(), NO));
    HostStatus listed = Statuses.of(machine.data(), false, false, false);
    HostStatus asked = Statuses.of(machine.data(), false, false, true);
    assertThat(listed.inventory()).isNull();
    assertThat(asked.inventory()).isNotNull();
    assertThat(listed.pending()).isEqualTo(asked.pending());
  }

  @ParameterizedTest
  @CsvSource({
    "NOT_REQUIRED, NOT_REQUIRED, NOT_REQUIRED",
    "NOT_REQUIRED, UNKNOWN, UNKNOWN",
    "UNKNOWN, REQUIRED, REQUIRED",
    "REQUIRED, NOT_REQUIRED, REQUIRED",
  })
  void oneVerdictOfTwo(Verdict first, Verdict second, Verdict joined) {
    RebootVerdict verdict =
        RebootVerdicts.join(
            List.of(
                new RebootVerdict(first, List.of("a")), new RebootVerdict(second, List.of("b"))));
    assertThat(verdict).isEqualTo(new RebootVerdict(joined, List.of("a", "b")));
  }

  @Test
  void nobodyAskedIsUnknown() {
    assertThat(RebootVerdicts.join(List.of()).verdict()).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "UPDATED, NOTHING_TO_DO, UPDATED",
    "NOTHING_TO_DO, NOTHING_TO_DO, NOTHING_TO_DO",
    "DOWNLOADED, NOTHING_TO_DO, DOWNLOADED",
    "UPDATED, DOWNLOADED, UPDATED",
    "DOWNLOADED, FAILED, FAILED",
    "UPDATED, FAILED, PARTIAL",
    "FAILED, NOT_STARTED, FAILED",
    "UPDATED, UNKNOWN, UNKNOWN",
    "UNKNOWN, NOT_STARTED, UNKNOWN",
    "NOTHING_TO_DO, FAILED, FAILED",
  })
  void oneResultOfTwo(Outcome first, Outcome second, HostUpdateResult.Outcome joined) {
    assertThat(UpdateOutcomes.join(List.of(result(first), result(second))).outcome())
        .isEqualTo(joined);
  }

  private static UpdateResult result(Outcome outcome) {
    List<PackageChange> changes =
        outcome == Outcome.UPDATED
            ? List.of(new PackageChange(ChangeAction.UPGRADE, "a", null, "1", "2", null, false))
            : List.of();
    return new UpdateResult("apt", outcome, changes, List.of(), null);
  }

  private static PendingSummary summary(PackageInventory... managers) {
    return Statuses.summary(new HostInventory(AT, List.of(managers), NO), Duration.ofHours(24));
  }

  private static UpgradablePackage item(String name, boolean security, HeldBackReason reason) {
    return new UpgradablePackage(name, "all", "1", "2", null, security, reason);
  }
}
