package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.JobRef;
import dev.tendhost.core.port.UpgradeListener;
import dev.tendhost.pkg.internal.UpgradeStep;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as dnf 4.14 and dnf5 5.4.6 wrote them to a file. */
class DnfProgressTest implements UpgradeListener {
  private final List<String> told = new ArrayList<>();

  @Test
  void dnf4InstallsAndThenVerifies() {
    lines(
        UpgradeStep.INSTALL,
        "Is this ok [y/N]: Downloading Packages:",
        "  Preparing        :                                                        1/1 ",
        "  Installing       : newdep-1-1.noarch                                      1/4 ",
        "  Upgrading        : with-hyphen-1:2-1.noarch                               2/4 ",
        "  Running scriptlet: with-hyphen-1:2-1.noarch                               2/4 ",
        "  Cleanup          : with-hyphen-1-1.noarch                                 3/4 ",
        "  Verifying        : newdep-1-1.noarch                                      1/4 ",
        "Complete!");
    assertThat(told).containsExactly("newdep 43", "with-hyphen 62", "with-hyphen 81");
  }

  @Test
  void dnf5InstallsWhatIsThereAlready() {
    lines(
        UpgradeStep.INSTALL,
        "Is this ok [y/N]: [1/4] newdep-0:1-1.noarch               100% |   0.0   B/s |   0.0   B |  00m00s",
        "[4/4] Total                             100% |   0.0   B/s |   0.0   B |  00m00s",
        "[1/6] Verify package files              100% |   0.0   B/s |   2.0   B |  00m00s",
        "[2/6] Prepare transaction               100% |   0.0   B/s |   4.0   B |  00m00s",
        "[3/6] Upgrading tend-badpost-0:2.0-1.no 100% |  55.5 KiB/s | 284.0   B |  00m00s",
        "[4/6] Upgrading a-name-that-is-too-long 100% |  55.5 KiB/s | 284.0   B |  00m00s",
        ">>> Running %post scriptlet: tend-badpost-0:2.0-1.noarch");
    assertThat(told).containsExactly("null 37", "null 50", "tend-badpost 62", "null 75");
  }

  @Test
  void bothDownload() {
    lines(
        UpgradeStep.DOWNLOAD,
        "(1/4): newdep-1-1.noarch.rpm                     76 kB/s | 6.5 kB     00:00    ",
        "Is this ok [y/N]: [2/4] a-0:2-1.noarch                    100% |   6.4 MiB/s |   6.5 KiB |  00m00s",
        "[4/4] Total                             100% | 573.5 KiB/s |  26.4 KiB |  00m00s");
    assertThat(told).containsExactly("newdep 6", "a 12");
  }

  private void lines(UpgradeStep step, String... lines) {
    DnfProgress progress = new DnfProgress(step, this);
    for (String line : lines) {
      progress.line("out", line);
    }
  }

  @Override
  public void progress(String packageName, int percent) {
    told.add(packageName + " " + percent);
  }

  @Override
  public Future<Void> jobStarting(JobRef job) {
    return Future.succeededFuture();
  }

  @Override
  public void jobEnded(JobRef job) {}
}
