package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.pkg.ComposeScript.manager;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HeldBackPackage;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an upgrade would do, by its options. */
class ComposePlanningTest {
  private static final String WORKER_NOW =
      "sha256:8efd3eddde97ea110c526126c5aaf8a22bf1db63b829ace7be1ea6c5c28174e7";

  @Test
  void exclusionsByServiceOrByStackAndService() {
    UpgradeOptions options =
        UpgradeOptions.defaults().withExcluded(Set.of("web", "shop/worker", "libc6:amd64"));
    UpdatePlan plan = Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(options));
    assertThat(plan.changes())
        .extracting(PackageChange::name)
        .containsExactly("odd/side", "shop/init");
    assertThat(plan.heldBack())
        .containsExactly(
            new HeldBackPackage("shop/web", null, HeldBackReason.EXCLUDED),
            new HeldBackPackage("shop/worker", null, HeldBackReason.EXCLUDED));
  }

  @Test
  void aPlanSaysFromWhichDigestToWhich() {
    UpdatePlan plan =
        Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(UpgradeOptions.defaults()));
    PackageChange worker = plan.changes().get(3);
    assertThat(worker.from()).isEqualTo(WORKER_NOW);
    assertThat(worker.to())
        .isEqualTo("sha256:fc71d8f1e4ded0901fee845376302649b75e32c2aa2bdfb850b6e34e8ba1125d");
    assertThat(worker.origin()).isEqualTo("127.0.0.1:5062/tend-worker:stable");
  }

  @Test
  void everyModeIsHonouredAndFetchingOnlyIsNot() {
    for (UpgradeMode mode : UpgradeMode.values()) {
      UpgradeOptions options = UpgradeOptions.defaults().withMode(mode);
      assertThat(Outcome.of(manager(ComposeScript.healthy()).upgradeDryRun(options)).changes())
          .hasSize(4);
    }
    UpgradeOptions fetchOnly = UpgradeOptions.defaults().withDownloadOnly(true);
    ScriptedExecutor executor = ComposeScript.healthy();
    Outcome.failure(FailureKind.UNSUPPORTED, manager(executor).upgradeDryRun(fetchOnly));
    Outcome.failure(
        FailureKind.UNSUPPORTED, manager(executor).upgradeAll(fetchOnly, UpgradeListener.none()));
    assertThat(executor.commands()).isEmpty();
  }

  @Test
  void aDriftIsToldInWords() {
    Map<String, CommandResult> registries = new LinkedHashMap<>();
    ScriptedExecutor executor = new ScriptedExecutor().over(new Switching(registries));
    ComposePackageManager manager = manager(executor);
    UpdatePlan plan = Outcome.of(manager.upgradeDryRun(UpgradeOptions.defaults()));
    registries.put("127.0.0.1:5062/tend-worker:stable", ok(ComposeScript.recorded("http-web.txt")));
    FleetError error =
        Outcome.failure(
            FailureKind.PLAN_DRIFTED,
            manager.upgradeAll(
                UpgradeOptions.defaults().withExpectedPlanDigest(plan.digest()),
                UpgradeListener.none()));
    assertThat(error.message())
        .contains("nothing was changed", "it would now do", "upgrade shop/worker", "shop/web");
  }

  /** A host whose registries change. */
  private record Switching(Map<String, CommandResult> registries) implements RemoteExecutor {
    @Override
    public Future<CommandResult> run(Command command) {
      return ComposeScript.host(registries).run(command);
    }

    @Override
    public Future<Void> disconnect() {
      return Future.succeededFuture();
    }

    @Override
    public Future<Void> close() {
      return Future.succeededFuture();
    }
  }
}
