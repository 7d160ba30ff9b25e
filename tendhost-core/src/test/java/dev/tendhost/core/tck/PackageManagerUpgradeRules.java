package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** The rules of {@link PackageManager} that concern plans and upgrades. */
abstract class PackageManagerUpgradeRules extends PackageManagerReadingRules {
  private static final UpgradeOptions DEFAULTS = UpgradeOptions.defaults();

  @Test
  void rule6TheSameChangesWithTheSameOptionsHaveTheSameDigest() {
    UpdatePlan plan = Outcome.of(manager(healthy()).upgradeDryRun(DEFAULTS));
    UpdatePlan again = Outcome.of(manager(healthy()).upgradeDryRun(DEFAULTS));
    assertThat(again).isEqualTo(plan);
    assertThat(plan.manager()).isEqualTo(provider().id());
    assertThat(plan.options()).isEqualTo(DEFAULTS);
    assertThat(plan.digest())
        .as("the digest of a plan")
        .isEqualTo(PlanDigest.of(provider().id(), DEFAULTS, plan.changes()));
    for (OptionVariant variant : OptionVariant.of(plan)) {
      Future<UpdatePlan> planned = manager(healthy()).upgradeDryRun(variant.options());
      if (!isUnsupported(planned)) {
        UpdatePlan other = Outcome.of(planned);
        assertThat(other.options()).as(variant.name()).isEqualTo(variant.options());
        assertThat(other.digest())
            .as("the digest of a plan with " + variant.name())
            .isEqualTo(PlanDigest.of(provider().id(), variant.options(), other.changes()));
      }
    }
  }

  @Test
  void rule6TheUpgradeCarriesOutThePlanOfTheDryRun() {
    if (canUpgrade()) {
      UpdatePlan plan = Outcome.of(manager(upgrading()).upgradeDryRun(DEFAULTS));
      WatchedUpgrade listener = new WatchedUpgrade();
      UpgradeOptions bound = DEFAULTS.withExpectedPlanDigest(plan.digest());
      Outcome.of(manager(upgrading()).upgradeAll(bound, listener));
      assertThat(listener.starting())
          .isNotEmpty()
          .allSatisfy(job -> assertThat(job.planDigest()).isEqualTo(plan.digest()));
    } else {
      assertUnsupported();
    }
  }

  @Test
  void rule7AnotherPlanThanTheExpectedIsRefusedBeforeTheFirstChange() {
    ScriptedExecutor executor = healthy();
    WatchedUpgrade listener = new WatchedUpgrade();
    UpgradeOptions options = DEFAULTS.withExpectedPlanDigest("0".repeat(64));
    Future<UpdateResult> upgrade = manager(executor).upgradeAll(options, listener);
    Outcome.failure(orUnsupported(FailureKind.PLAN_DRIFTED), upgrade);
    assertThat(executor.commands()).noneMatch(this::changes);
    assertThat(listener.starting()).isEmpty();
  }

  @Test
  void rule8NothingStartsUnlessTheJobIsStored() {
    ScriptedExecutor executor = healthy();
    TendhostException full =
        new TendhostException(FailureKind.STORE_FAILED, null, "the store is full");
    WatchedUpgrade listener = new WatchedUpgrade(job -> Future.failedFuture(full));
    Future<UpdateResult> upgrade = manager(executor).upgradeAll(DEFAULTS, listener);
    Outcome.failure(orUnsupported(FailureKind.STORE_FAILED), upgrade);
    assertThat(listener.starting()).hasSize(canUpgrade() ? 1 : 0);
    assertThat(executor.commands()).noneMatch(this::changes);
  }

  @Test
  void rule8NothingStartsWhileTheJobIsBeingStored() throws InterruptedException {
    if (!canUpgrade()) {
      assertUnsupported();
      return;
    }
    ScriptedExecutor executor = upgrading();
    Promise<Void> storing = Promise.promise();
    WatchedUpgrade listener = new WatchedUpgrade(job -> storing.future());
    Future<UpdateResult> upgrade = manager(executor).upgradeAll(DEFAULTS, listener);
    assertThat(listener.asked().await(Outcome.SECONDS, TimeUnit.SECONDS))
        .as("jobStarting was called")
        .isTrue();
    assertThat(executor.commands()).noneMatch(this::changes);
    assertThat(upgrade.isComplete()).as("the upgrade is over").isFalse();
    storing.complete();
    Outcome.of(upgrade);
    assertThat(executor.commands()).anyMatch(this::changes);
  }

  @Test
  void rule8EveryJobIsTheManagersAndItsKnownEndIsTold() {
    if (!canUpgrade()) {
      assertUnsupported();
      return;
    }
    WatchedUpgrade listener = new WatchedUpgrade();
    Outcome.of(manager(upgrading()).upgradeAll(DEFAULTS, listener));
    List<JobRef> jobs = listener.starting();
    assertThat(jobs).extracting(JobRef::manager).containsOnly(provider().id());
    assertThat(jobs).extracting(JobRef::jobId).doesNotHaveDuplicates().doesNotContain("");
    assertThat(listener.ended()).as("jobEnded, for each job").isEqualTo(jobs);
  }

  @Test
  void rule8AJobWhoseEndIsNotKnownIsNotToldToHaveEnded() {
    if (!canUpgrade()) {
      assertUnsupported();
      return;
    }
    AtomicBoolean started = new AtomicBoolean();
    ScriptedExecutor host = upgrading();
    TendhostException lost =
        new TendhostException(FailureKind.HOST_KEY_CHANGED, host().name(), "another host");
    ScriptedExecutor losing =
        new ScriptedExecutor()
            .on(command -> started.get(), Answers.failing(lost))
            .otherwise(
                command -> {
                  started.set(changes(command));
                  return host.run(command);
                });
    WatchedUpgrade listener = new WatchedUpgrade();
    Outcome.failure("lost", manager(losing).upgradeAll(DEFAULTS, listener));
    assertThat(listener.starting()).as("jobStarting").hasSize(1);
    assertThat(listener.ended()).as("jobEnded").isEmpty();
  }

  @Test
  void rule9AnUpgradeThatChangedNothingIsNotCalledUpdated() {
    if (canUpgrade()) {
      UpdateResult result =
          Outcome.of(manager(upgradingInVain()).upgradeAll(DEFAULTS, UpgradeListener.none()));
      assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(result.changes()).isEmpty();
      assertThat(result.error()).as("the error, which says what was not done").isNotNull();
    } else {
      assertUnsupported();
    }
  }

  @Test
  void rule9TheResultTellsWhatWasChanged() {
    if (canUpgrade()) {
      UpdateResult result =
          Outcome.of(manager(upgrading()).upgradeAll(DEFAULTS, UpgradeListener.none()));
      assertThat(result.error()).isNull();
      assertThat(result.outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).isNotEmpty();
      assertThat(result.manager()).isEqualTo(provider().id());
    } else {
      assertUnsupported();
    }
  }

  @Test
  void rule11AnOptionIsHonouredOrUnsupportedAndNeverIgnored() {
    if (!canUpgrade()) {
      assertUnsupported();
      return;
    }
    UpdatePlan plan = Outcome.of(manager(upgrading()).upgradeDryRun(DEFAULTS));
    List<String> asUsual = OptionVariant.run(upgrading(), this::manager, DEFAULTS);
    for (OptionVariant variant : OptionVariant.of(plan)) {
      ScriptedExecutor executor = upgrading();
      Future<UpdateResult> upgrade =
          manager(executor).upgradeAll(variant.options(), UpgradeListener.none());
      if (isUnsupported(upgrade)) {
        assertThat(executor.commands()).as(variant.name()).noneMatch(this::changes);
      } else if (!variant.isKept(plan, Outcome.of(upgrade))
          && OptionVariant.run(upgrading(), this::manager, variant.options()).equals(asUsual)) {
        fail(variant.name() + " is ignored: honour it, or fail with UNSUPPORTED");
      }
    }
  }

  @Test
  void rule14ProgressIsInPercentAndNeverGoesBack() {
    if (canUpgrade()) {
      for (ScriptedExecutor executor : List.of(upgrading(), upgradingInVain())) {
        WatchedUpgrade listener = new WatchedUpgrade();
        Outcome.of(manager(executor).upgradeAll(DEFAULTS, listener));
        assertThat(listener.percents()).isSorted().allMatch(percent -> percent >= 0);
        assertThat(listener.percents()).allMatch(percent -> percent <= 100);
      }
    } else {
      assertUnsupported();
    }
  }

  @Test
  void rule15AJobIsTakenUpAgainAndEndsAlikeAndNothingIsStarted() {
    if (!canResume()) {
      JobRef job = new JobRef(provider().id(), "upgrade", "job-1", "0".repeat(64));
      Outcome.failure(
          FailureKind.RESUME_UNSUPPORTED,
          manager(healthy()).resume(job, DEFAULTS, UpgradeListener.none()));
      return;
    }
    ScriptedExecutor executor = upgrading();
    WatchedUpgrade first = new WatchedUpgrade();
    UpdateResult result = Outcome.of(manager(executor).upgradeAll(DEFAULTS, first));
    JobRef last = first.starting().get(first.starting().size() - 1);
    int before = executor.commands().size();
    WatchedUpgrade second = new WatchedUpgrade();
    assertThat(Outcome.of(manager(executor).resume(last, DEFAULTS, second))).isEqualTo(result);
    assertThat(second.starting()).as("jobStarting").isEmpty();
    assertThat(second.ended()).as("jobEnded").containsExactly(last);
    for (JobRef earlier : first.starting().subList(0, first.starting().size() - 1)) {
      UpdateResult cut = Outcome.of(manager(executor).resume(earlier, DEFAULTS, second));
      assertThat(cut.outcome()).as(earlier.step()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(cut.error().kind()).isEqualTo(FailureKind.UPGRADE_NOT_BEGUN);
    }
    assertThat(executor.commands().subList(before, executor.commands().size()))
        .noneMatch(ScriptedJobs::startsAJob);
  }

  private void assertUnsupported() {
    Outcome.failure(
        FailureKind.UNSUPPORTED, manager(healthy()).upgradeAll(DEFAULTS, UpgradeListener.none()));
  }

  private FailureKind orUnsupported(FailureKind kind) {
    return canUpgrade() ? kind : FailureKind.UNSUPPORTED;
  }

  /** Waits for it; any other failure fails the test. */
  private static boolean isUnsupported(Future<?> future) {
    FleetError error = Outcome.errorOf(future);
    if (error != null && error.kind() != FailureKind.UNSUPPORTED) {
      fail("it failed, and not with UNSUPPORTED: " + error);
    }
    return error != null;
  }
}
