package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repair that is taken up again is judged by what the host is like afterwards. */
class DnfResumeTest {
  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void aRepairThatLeftSomethingBehindIsNoSuccessAlthoughNothingIsNewer(String tool) {
    ScriptedExecutor executor =
        new ScriptedExecutor()
            .on("(plan ", ok(framed("plan Nothing to do.\ntold plan 1\n")))
            .on("tell visible ", DnfScript.recorded(tool, "visible-held"))
            .on("ask installed ", DnfScript.recorded(tool, "lists-interrupted"))
            .on("ask duplicate ", DnfScript.recorded(tool, "duplicates-interrupted"))
            .over(DnfScript.upgrading(tool, ScriptedJobs.exiting(0), "2.0-1"));
    DnfPackageManager manager =
        new DnfPackageManager(
            new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), Map.of()), executor);
    JobRef repair = new JobRef("dnf", "repair", "dnf-repair-1", "any");

    UpdateResult result =
        Outcome.of(
            manager.resume(
                repair,
                UpgradeOptions.defaults().withRepairInterrupted(true),
                UpgradeListener.none()));

    assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(result.error().kind()).isEqualTo(FailureKind.TRANSACTION_INTERRUPTED);
    assertThat(result.error().message()).contains("tend-slow", "dnf remove --duplicates");
  }

  private static String framed(String lists) {
    return "tendhost-probe-begin\n" + lists + "tendhost-probe-end\n";
  }
}
