package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Programs;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The scripts, with programs in the place of the tools that do as the tools are known to do. */
class FakeDnfTest {
  private static final DnfTool DNF4 =
      new DnfTool("dnf", Generation.DNF4, "4.14.0", Set.of("needs-restarting"));
  private static final String NOISE =
      """
      Updating Subscription Management repositories.
      Unable to read consumer identity
      This system is not registered with an entitlement server. You can use subscription-manager.
      Last metadata expiration check: 0:42:20 ago on Mon 05 Jan 2026 11:52:38 AM CET.
      Upgrades
      """;

  @TempDir private Path directory;

  @Test
  void whereThereIsOnlyYumItIsSpokenTo() {
    Programs programs = new Programs(directory).own("sed", "grep").fake("rpm", "").fake("yum", YUM);
    DnfTool tool = DnfTool.parse(programs.runAlone(DnfCommands.probe().script()).stdout());
    assertThat(tool.program()).isEqualTo("yum");
    assertThat(tool.generation()).isEqualTo(Generation.YUM3);
    assertThat(new DnfCommands(tool).refresh().script()).contains("yum -q").doesNotContain("dnf");
  }

  private static final String YUM =
      """
      case "$1" in
        --version) echo 3.4.3 ;;
        --help) echo 'update         Update a package or packages on your system' ;;
      esac""";

  @Test
  void aPlanThatIsAnsweredNoIsAPlanAlthoughItExitsWithOne() {
    List<String> table = Told.parse(Recorded.dnf("dnf4/plan.txt")).list("plan");
    String answer = "cat <<'END'\n" + String.join("\n", table) + "\nEND\n";
    String aborted = answer + "echo 'Operation aborted.' >&2\nexit 1";
    Programs.Ended ended = dnf(aborted).run(plan().script());
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    assertThat(TransactionTable.parse(Told.parse(ended.stdout()).list("plan")))
        .isEqualTo(TransactionTable.parse(table));
  }

  @Test
  void anErrorThatExitsWithOneTooIsNone() {
    String error = "echo \"Error: Failed to download metadata for repo 'tend'\" >&2\nexit 1";
    Programs.Ended ended = dnf(error).run(plan().script());
    assertThat(ended.exitCode()).isEqualTo(1);
    assertThat(ended.stderr()).contains("Failed to download");
    assertThatThrownBy(() -> Told.parse(ended.stdout())).isInstanceOf(Garbled.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, Error: Failed to download metadata for repo 'tend'",
    "1, No such command: needs-restarting. Please use /usr/bin/dnf --help",
    "127, sh: 1: needs-restarting: not found",
  })
  void aNeedsRestartingThatFailsAsksForNoReboot(int exitCode, String error) {
    Programs programs =
        dnf("echo \"" + error + "\" >&2\nexit " + exitCode)
            .fake("uname", "echo 6.18.44-fc-v669")
            .fake("systemd-detect-virt", "echo none");
    Programs.Ended ended = programs.run(new DnfCommands(DNF4).reboot().script());
    RebootVerdict verdict = DnfRebootJudge.judge(RebootEvidence.parse(ended.stdout()));
    assertThat(verdict.verdict()).isEqualTo(RebootVerdict.Verdict.UNKNOWN);
    assertThat(verdict.reasons().get(0)).contains(error);
  }

  @Test
  void bannersHeadingsAndRemarksAreNoPackages() {
    String listed =
        NOISE
            + """
            hello-tend.noarch      2.0-1          tend
            tend-a-package-with-a-long-name.x86_64
                                   1.0-2          tend
            Obsoleting Packages
            tend-new.noarch        2.0-1          tend
                tend-old.noarch    1.0-1          @tend
            Security: kernel-core-6.1.0-3.fc39.x86_64 is an installed security update
            Security: kernel-core-6.1.0-1.fc39.x86_64 is the currently running version
            """;
    String script = new DnfCommands(DNF4).visible().script();
    String output = dnf("cat <<'END'\n" + listed + "END\nexit 100").run(script).stdout();
    assertThat(HeldBack.visible(output))
        .containsExactlyInAnyOrder("hello-tend.noarch", "tend-a-package-with-a-long-name.x86_64");
  }

  @Test
  void noiseInAListIsAnErrorAndNeverAPackage() {
    for (String line : NOISE.lines().toList()) {
      String lists =
          ToldTest.list("installed", "a|0|1.0|1|noarch")
              + "told installonly 0\ntold busy 0\n"
              + ToldTest.list("upgrade", line);
      Told told = ToldTest.told(lists);
      Installed installed = Installed.parse(told);
      assertThatThrownBy(() -> Candidates.parse(told, installed))
          .as(line)
          .isInstanceOf(Garbled.class);
    }
  }

  private static Command plan() {
    return new DnfCommands(DNF4).plan(UpgradeWords.lenient(DNF4, Set.of()));
  }

  /** A host whose dnf does that; root asks it, so that it is not its interpreter that is run. */
  private Programs dnf(String does) {
    return new Programs(directory).fake("dnf", does).fake("rpm", "").fake("id", "echo 0");
  }
}
