package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AptProgressTest {
  private final List<String> told = new ArrayList<>();

  @Test
  void whatAnInstallationStillFetchesIsNotItsEnd() {
    hear(
        UpgradeStep.INSTALL,
        "dlstatus:1:50.0:Retrieving file 1 of 2",
        "dlstatus:2:100.0:Retrieving file 2 of 2",
        "pmstatus:a:40.0:Unpacking a",
        "pmstatus:a:100.0:Installed a");
    assertThat(told).containsExactly("null 25", "a 55", "a 100");
  }

  @Test
  void aDownloadIsTheFirstQuarter() {
    hear(UpgradeStep.DOWNLOAD, "dlstatus:1:0.0:Retrieving", "dlstatus:1:100.0:Retrieving");
    assertThat(told).containsExactly("null 0", "null 25");
  }

  @Test
  void aRepairNamesItsPackages() {
    hear(UpgradeStep.REPAIR, "processing: configure: a", "status: a: half-configured");
    assertThat(told).containsExactly("a 0");
  }

  private void hear(UpgradeStep step, String... lines) {
    AptProgress progress =
        new AptProgress(
            step,
            new UpgradeListener() {
              @Override
              public void progress(@Nullable String packageName, int percent) {
                told.add(packageName + " " + percent);
              }

              @Override
              public Future<Void> jobStarting(JobRef job) {
                return Future.succeededFuture();
              }

              @Override
              public void jobEnded(JobRef job) {}
            });
    for (String line : lines) {
      progress.line(AptJobs.STATUS, line);
    }
  }
}
