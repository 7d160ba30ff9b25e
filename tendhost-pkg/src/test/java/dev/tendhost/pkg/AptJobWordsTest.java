package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** With which words and variables an upgrade runs, as the host is given them. */
class AptJobWordsTest {
  @Test
  void anUpgradeAsksNobodyWaitsForItsLockAndSpeaksNoOtherLanguage() {
    ScriptedJobs jobs = ScriptedJobs.exiting(0);
    Map<String, String> settings = Map.of("apt.lock-timeout", "77");
    ManagedHost host = new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), settings);
    Outcome.of(
        new AptPackageManager(host, AptScript.upgrading(jobs, "2.6.2"))
            .upgradeAll(UpgradeOptions.defaults(), UpgradeListener.none()));
    List<String> steps = jobs.started();
    assertThat(steps).as("download, install").hasSize(2);
    assertThat(steps)
        .allSatisfy(
            step -> {
              assertThat(step)
                  .contains("DEBIAN_FRONTEND=noninteractive", "DEBIAN_PRIORITY=critical")
                  .contains("LC_ALL=C.UTF-8", "NEEDRESTART_MODE=l", "UCF_FORCE_CONFFOLD=1")
                  .contains("apt-get -y", "--with-new-pkgs");
              assertThat(step).doesNotContainPattern("\\bapt -|\\bapt (full-)?upgrade|aptitude");
            });
    assertThat(steps.get(0)).contains("--download-only");
    assertThat(steps.get(1))
        .contains("--force-confdef", "--force-confold", "--no-remove")
        .contains("end=$((up + 77))", "DPkg::Lock::Timeout=\"$left\"");
  }
}
