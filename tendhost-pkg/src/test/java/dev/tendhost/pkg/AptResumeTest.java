package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.pkg.TroubledApt.REPAIRED;
import static dev.tendhost.pkg.TroubledApt.UPGRADED;
import static dev.tendhost.pkg.TroubledApt.text;
import static dev.tendhost.pkg.TroubledApt.unpacked;
import static dev.tendhost.pkg.TroubledApt.well;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A step that is taken up again is not taken for the whole upgrade. */
class AptResumeTest {
  private static final UpgradeOptions DEFAULTS = UpgradeOptions.defaults();
  private static final UpgradeOptions REPAIR = DEFAULTS.withRepairInterrupted(true);

  @Test
  void anInstallationIsTheUpgrade() {
    UpdateResult result = Outcome.of(well().resume("install", DEFAULTS));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(UPGRADED);
  }

  @Test
  void aDownloadIsNotTheUpgrade() {
    TroubledApt host = well();
    UpdateResult result = Outcome.of(host.resume("download", DEFAULTS));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
    assertThat(result.error().message()).contains("were fetched", "ask for it again");
    assertThat(host.ended).hasSize(1);
  }

  @Test
  void aDownloadIsAllThatWasAskedFor() {
    UpgradeOptions downloadOnly = DEFAULTS.withDownloadOnly(true);
    assertThat(Outcome.of(well().resume("download", downloadOnly)).outcome())
        .isEqualTo(UpdateResult.Outcome.DOWNLOADED);
    assertThat(Outcome.of(well().resume("download-only", DEFAULTS)).outcome())
        .isEqualTo(UpdateResult.Outcome.DOWNLOADED);
  }

  @Test
  void aRepairIsNotTheUpgradeAndWhatItDidIsTold() {
    TroubledApt host = unpacked();
    UpdateResult result = Outcome.of(host.resume("repair", REPAIR));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
    assertThat(result.error().message()).contains("was repaired", "ask for it again");
    assertThat(result.changes()).containsExactly(REPAIRED);
    assertThat(result.conffiles()).containsExactly("/etc/tend");
    assertThat(host.starting).isEmpty();
    assertThat(host.ended).hasSize(1);
  }

  @Test
  void aRepairAfterWhichNothingIsLeftIsTheUpgrade() {
    UpdateResult result = Outcome.of(unpacked().upToDate().resume("repair", DEFAULTS));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(result.changes()).containsExactly(REPAIRED);
  }

  @Test
  void aRepairThatLeftSomethingBehindIsNoSuccessAlthoughNothingIsNewer() {
    TroubledApt host = unpacked().upToDate().leavingBehind("other (unpacked)");
    UpdateResult result = Outcome.of(host.resume("repair", REPAIR));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(result.error().message()).contains("was repaired; after that: ", "other (unpacked)");
    assertThat(result.changes()).containsExactly(REPAIRED);
  }

  @Test
  void aRepairIsAllThatWasApproved() {
    String nothing = PlanDigest.of("apt", REPAIR, List.of());
    UpdateResult result =
        Outcome.of(unpacked().resume("repair", REPAIR.withExpectedPlanDigest(nothing)));
    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aRepairThatFailedIsToldAsItIs() {
    TroubledApt host = unpacked();
    host.on(
        text("dpkg-query -W").and(text("apt-repair-")),
        ok(
            "tendhost-probe-begin\nbefore iU |tend|all|1\nafter iU |tend|all|1\n"
                + "arch amd64\nall told\ntendhost-probe-end\n"));
    UpdateResult result = Outcome.of(host.resume("repair", REPAIR));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"repair", "download", "download-only", "install"})
  void aStepWhoseDirectoryWasRemovedIsLost(String step) {
    TroubledApt host = well().ending(step, "gone", "");
    FleetError error = Outcome.failure(FailureKind.JOB_LOST, host.resume(step, DEFAULTS));
    assertThat(error.message())
        .contains("apt-" + step + "-1", "was removed", "look at the host's packages");
    assertThat(host.ended).hasSize(1);
  }

  @Test
  void anUnknownStepIsNotSupported() {
    Outcome.failure(FailureKind.RESUME_UNSUPPORTED, well().resume("autoremove", DEFAULTS));
  }

  @Test
  void aConnectionThatIsLostWhenTheJobIsOverLosesNothing() {
    TroubledApt host = well();
    AtomicInteger asked = new AtomicInteger();
    host.executor.on(
        text("dpkg-query -W").and(command -> asked.incrementAndGet() == 1),
        Answers.failing(
            new TendhostException(FailureKind.CONNECTION_LOST, HostName.of("h1"), "cut")));
    UpdateResult result = Outcome.of(host.resume("install", DEFAULTS));
    assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
    assertThat(asked).hasValue(2);
  }
}
