package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UncheckedPackage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FindingsTextTest {
  @Test
  void everythingAtEightyColumns() {
    assertThat(text(Samples.busy(), 80))
        .isEqualTo(
            """

            PROBLEMS: look at these before any update
              ! apt: foo is half configured; run: dpkg --configure -a

            UPDATES: 4 packages to change, 2 for security
              PACKAGE              OLD                → NEW                SECURITY  MANAGER
              from Debian-Security:12/oldstable-security
              openssh-client       1:9.2p1-2+deb12u6  → 1:9.2p1-2+deb12u7  security  apt
              linux-image-6.1.0-42-cloud-amd64  (none)  → 6.1.159-1        security  apt
              from Debian:12.12/oldstable
              base-files           12.4+deb12u11      → 12.4+deb12u12                apt
              to be removed
              libold1              1.0-1              → (removed)                    apt

            HELD BACK: 1 package stays although newer is known
              PACKAGE  OLD   NEWEST  WHY IT STAYS  MANAGER
              nginx    1.22  1.24    on hold       apt

            METADATA: how old the package lists are
              apt: 3 h 10 min old

            REBOOT: REQUIRED
              - /run/reboot-required names linux-image

            web-1: 4 packages to update, 1 held back, 1 problem. No package was changed.
            """);
  }

  @Test
  void whatWasNotCheckedIsNotUpToDate() {
    Findings quiet = Samples.quiet(Duration.ofMinutes(1));
    PackageInventory compose =
        new PackageInventory(
            "compose",
            List.of(),
            Duration.ZERO,
            List.of(),
            List.of(
                new UncheckedPackage(
                    "shop/db", UncheckedPackage.Reason.PINNED, "its file binds it to a digest")));
    Findings pinned =
        new Findings(
            quiet.host(),
            quiet.maxMetadataAge(),
            new HostInventory(
                quiet.inventory().queriedAt(), List.of(compose), quiet.inventory().reboot()),
            quiet.plans());
    assertThat(pinned.upToDate()).isFalse();
    assertThat(text(pinned, 80))
        .contains("NOT CHECKED: 1 package of which nobody can tell whether newer is known")
        .contains("  - shop/db: its file binds it to a digest")
        .contains("no update to install is known, 1 not checked.");
  }

  @Test
  void narrowTerminalsGetTwoLinesARow() {
    assertThat(text(Samples.busy(), 40))
        .contains(
            """
              from Debian-Security:12/oldstable-sec…
              openssh-client
                1:9.2p1-2+deb12u6
                → 1:9.2p1-2+deb12u7  security  apt
              linux-image-6.1.0-42-cloud-amd64
                (none)  → 6.1.159-1  security  apt
              from Debian:12.12/oldstable
              base-files
                12.4+deb12u11  → 12.4+deb12u12  apt
            """);
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    Findings longNames =
        Samples.findings(
            List.of(
                Samples.upgrade("包".repeat(50), "1".repeat(90), "2".repeat(90), "源", false),
                Samples.upgrade("x".repeat(200), "1\u001b[31m\n", "2", "o".repeat(300), true)),
            List.of(),
            List.of(),
            null,
            List.of("p".repeat(500) + " é́́ words that go on and on and on and on and on and on"),
            new RebootVerdict(Verdict.UNKNOWN, List.of("r".repeat(300))));
    for (int width : new int[] {20, 40, 60, 80, 200}) {
      for (Findings findings : List.of(longNames, Samples.busy())) {
        for (StyledLine line : FindingsText.of(findings, width)) {
          assertThat(Text.width(line.text())).as(line.text()).isLessThanOrEqualTo(width);
          assertThat(line.text()).doesNotContain("\u001b", "\n");
        }
      }
    }
  }

  @Test
  void nothingIsCutWhereNobodyCountsColumns() {
    assertThat(text(Samples.busy(), Text.UNLIMITED)).contains("linux-image-6.1.0-42-cloud-amd64");
  }

  @Test
  void onlyFreshMetadataMakesUpToDate() {
    assertThat(text(Samples.quiet(Duration.ofHours(2)), 80))
        .contains("web-1: up to date.")
        .contains("apt: 2 h 0 min old");
  }

  @Test
  void staleMetadataIsNeverUpToDate() {
    assertThat(text(Samples.quiet(Duration.ofDays(3)), 80))
        .doesNotContain("up to date")
        .contains("3 days old, STALE")
        .contains("no update to install is known. The package lists are stale");
  }

  @Test
  void unknownAgeIsNeverUpToDate() {
    assertThat(text(Samples.quiet(null), 80))
        .doesNotContain("up to date")
        .contains("of UNKNOWN age")
        .contains("--refresh");
  }

  @Test
  void anUnknownRebootSaysSo() {
    Findings findings =
        Samples.findings(
            List.of(),
            List.of(),
            List.of(),
            Duration.ofHours(1),
            List.of(),
            new RebootVerdict(Verdict.UNKNOWN, List.of("no evidence")));
    assertThat(text(findings, 80)).contains("REBOOT: unknown\n  - no evidence");
  }

  @Test
  void packagesOfTwoArchitecturesAreToldApart() {
    Findings findings =
        Samples.findings(
            List.of(
                Samples.upgrade("libc6", "1", "2", Samples.STABLE, false),
                new dev.tendhost.api.response.PackageChange(
                    dev.tendhost.api.response.ChangeAction.UPGRADE,
                    "libc6",
                    "i386",
                    "1",
                    "2",
                    Samples.STABLE,
                    false)),
            List.of(),
            List.of(),
            Duration.ofHours(1),
            List.of(),
            new RebootVerdict(Verdict.NOT_REQUIRED, List.of()));
    assertThat(text(findings, 80)).contains("libc6:amd64").contains("libc6:i386");
  }

  @Test
  void coloursAreForWhatMatters() {
    List<String> lines =
        FindingsText.of(Samples.busy(), 80).stream().map(line -> line.render(true)).toList();
    assertThat(lines).anyMatch(line -> line.startsWith("\u001b[33m  openssh-client"));
    assertThat(lines).anyMatch(line -> line.startsWith("\u001b[31m  libold1"));
    assertThat(lines).anyMatch(line -> line.startsWith("\u001b[1;31mPROBLEMS"));
  }

  private static String text(Findings findings, int width) {
    return FindingsText.of(findings, width).stream()
        .map(line -> line.render(false) + "\n")
        .collect(Collectors.joining());
  }
}
