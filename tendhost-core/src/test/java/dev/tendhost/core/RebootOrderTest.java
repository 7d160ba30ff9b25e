package dev.tendhost.core;

import static dev.tendhost.core.PlayedHost.NEW;
import static dev.tendhost.core.PlayedHost.up;
import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.OperationResult.Reboot;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are told to reboot, and what if that cannot be told them. */
class RebootOrderTest extends RebootTests {
  @Test
  void whatForbidsARebootIsNamedAndNothingIsSent() {
    host.locks =
        List.of(
            "WHO  UID USER PID COMM WHAT           WHY   MODE",
            "apt  0   root 71  apt  sleep:shutdown a b c block",
            "gdm  0   root 72  gdm  shutdown       login delay");
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_INHIBITED);
    assertThat(error.details().get("holder"))
        .isEqualTo("apt 0 root 71 apt sleep:shutdown a b c block");
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.WAITING_REBOOT);
    assertThat(host.reboots).isEmpty();
  }

  @ParameterizedTest(name = "{0}, force {1}, automatic {2}: {3}")
  @CsvSource({
    "REQUIRED,     false, true,  true",
    "REQUIRED,     false, false, false",
    "REQUIRED,     true,  false, true",
    "UNKNOWN,      false, true,  false",
    "UNKNOWN,      true,  false, true",
    "NOT_REQUIRED, true,  true,  false",
  })
  void whatRebootsAndWhatDoesNot(
      Verdict verdict, boolean force, boolean automatic, boolean rebooted) {
    HostName other = HostName.of("db-1");
    await(
        fleet.register(
            HostConfig.of("db-1")
                .withPolicy(POLICY.withReboot(POLICY.reboot().withAutomatic(automatic)))));
    PlayedHost played = new PlayedHost(test, test.executors.get(other));
    played.at(20, () -> up(NEW, "running"));
    verdict(verdict);
    RebootRequest request = RebootRequest.ifRequired().withForce(force);
    Reboot reboot = await(passing(fleet.rebootIfRequired(other, request)));
    assertThat(reboot.rebooted()).isEqualTo(rebooted);
    assertThat(reboot.verdict().verdict()).isEqualTo(verdict);
    assertThat(played.reboots).hasSize(rebooted ? 1 : 0);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHostThatTellsNothingOfItsBootIsNotRebooted(boolean force) {
    host.at(
        Long.MIN_VALUE,
        () -> FakeExecutor.says("tendhost-probe-begin\nsystem running\ntendhost-probe-end\n"));
    RebootRequest request = RebootRequest.ifRequired().withForce(force);
    FleetError error = error(passing(fleet.rebootIfRequired(HOST, request)));
    assertThat(error.kind()).isEqualTo(FailureKind.UNSUPPORTED);
    assertThat(error.message()).contains("/proc/sys/kernel/random/boot_id");
    assertThat(host.reboots).isEmpty();
  }

  @Test
  void aHostWithHalfInstalledPackagesIsRebootedOnlyWithForce() {
    apt.list =
        () ->
            Future.succeededFuture(
                new PackageInventory(
                    "apt", List.of(), Duration.ZERO, List.of("hello is half configured")));
    apt.interrupted = true;
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(error.message()).contains("hello is half configured");
    assertThat(host.reboots).isEmpty();
    host.at(20, () -> up(NEW, "running"));
    RebootRequest force = RebootRequest.ifRequired().withForce(true);
    assertThat(await(passing(fleet.rebootIfRequired(HOST, force))).rebooted()).isTrue();
  }

  @Test
  void aProblemThatIsNoInterruptedTransactionForbidsNoReboot() {
    apt.list =
        () ->
            Future.succeededFuture(
                new PackageInventory(
                    "apt", List.of(), Duration.ZERO, List.of("a source was never fetched")));
    host.at(20, () -> up(NEW, "running"));
    assertThat(await(passing(reboot())).rebooted()).isTrue();
  }

  @Test
  void aCommandThatIsNotThereFailsAtOnce() {
    host.rebooting =
        () ->
            Future.succeededFuture(
                new CommandResult(127, null, "", "neither", false, false, Duration.ZERO));
    assertThat(error(passing(reboot())).kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }

  @Test
  void anInhibitorThatCameInBetweenIsAFailureThatSaysSo() {
    host.rebooting =
        () ->
            Future.succeededFuture(
                new CommandResult(
                    1,
                    null,
                    "",
                    "apt 0 root 71 apt sleep:shutdown a block",
                    false,
                    false,
                    Duration.ZERO));
    FleetError error = error(passing(reboot()));
    assertThat(error.kind()).isEqualTo(FailureKind.REBOOT_INHIBITED);
    assertThat(await(fleet.state(HOST))).isEqualTo(HostState.FAILED);
  }
}
