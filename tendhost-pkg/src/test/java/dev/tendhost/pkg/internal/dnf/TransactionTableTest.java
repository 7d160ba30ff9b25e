package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.dnf.Transaction.Row;
import dev.tendhost.pkg.internal.dnf.Transaction.Section;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransactionTableTest {
  /** A table as dnf 4 writes it on a terminal of 80 columns; older ones wrap what is too long. */
  private static final String WRAPPED =
      """
      Dependencies resolved.
      ================================================================================
       Package                Arch      Version                 Repository       Size
      ================================================================================
      Installing:
       kernel                 x86_64    4.18.0-553.el8_10       baseos           10 M
       tend-new               noarch    2.0-1                   tend            6.0 k
           replacing  tend-old.noarch 1.0-1
      Upgrading:
       tend-a-package-with-a-long-name
                              noarch    20261123.123456.gitabcdef0123456789-1.fc39
                                                                a-repository-with-a-long-name
                                                                               512
       hello-tend             noarch    1:2.0-1                 tend            6.0 k
      Installing dependencies:
       tend-libnew            noarch    2.0-1                   tend            6.0 k
      Removing:
       kernel                 x86_64    4.18.0-477.el8          @baseos           0
      Enabling module streams:
       nodejs                           18
      Skipping packages with conflicts:
      (add '--best --allowerasing' to command line to force their upgrade):
       tend-taker             noarch    2.0-1                   tend            6.0 k
      Skipping packages with broken dependencies or part of a group:
       tend-broken            noarch    2.0-1                   tend            6.0 k

      Transaction Summary
      ================================================================================
      Install  3 Packages
      Upgrade  2 Packages
      Remove   1 Package
      Skip     2 Packages

      Total size: 12 k
      """;

  // yum 3 was not run: this is written after its sources' messages.
  private static final String YUM =
      """
      Resolving Dependencies
      --> Running transaction check
      ---> Package hello-tend.noarch 0:1.0-1 will be updated
      --> Finished Dependency Resolution

      Dependencies Resolved

      ================================================================================
       Package                Arch      Version                 Repository       Size
      ================================================================================
      Updating:
       hello-tend             noarch    2.0-1                   tend            6.0 k
      Installing for dependencies:
       tend-libnew            noarch    2.0-1                   tend            6.0 k
      Skipped (dependency problems):
       tend-broken            noarch    2.0-1                   tend            6.0 k

      Transaction Summary
      ================================================================================
      Install             ( 1 Dependent package)
      Upgrade  1 Package

      Total download size: 12 k
      """;

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void recorded(String tool) {
    Transaction plan = TransactionTable.parse(lines(tool + "/plan.txt"));
    assertThat(plan.keys(Section.UPGRADE))
        .hasSize(5)
        .contains("hello-tend.noarch", "tend-epoch.noarch");
    assertThat(plan.keys(Section.INSTALL))
        .containsExactlyInAnyOrder("kernel-core.x86_64", "tend-new.noarch", "tend-libnew.noarch");
    assertThat(plan.of(Section.REMOVE))
        .extracting(row -> row.nevra().evr().toString())
        .containsExactly("6.1.0-1.fc39");
    assertThat(plan.keys(Section.SKIP_CONFLICT)).containsExactly("tend-taker.noarch");
    assertThat(plan.keys(Section.SKIP_BROKEN)).containsExactly("tend-broken.noarch");
    assertThat(plan.rows())
        .filteredOn(row -> !row.obsoleted().isEmpty())
        .singleElement()
        .satisfies(row -> assertThat(row.obsoleted().get(0).key()).isEqualTo("tend-old.noarch"));
  }

  @Test
  void wrappedColumnsAreJoined() {
    Transaction plan = parse(WRAPPED);
    Row row = plan.of(Section.UPGRADE).get(0);
    assertThat(row.nevra())
        .isEqualTo(
            Nevra.parse(
                "tend-a-package-with-a-long-name-20261123.123456.gitabcdef0123456789-1.fc39.noarch"));
    assertThat(row.repo()).isEqualTo("a-repository-with-a-long-name");
    assertThat(plan.of(Section.UPGRADE).get(1).nevra().evr()).hasToString("1:2.0-1");
    assertThat(plan.keys(Section.SKIP_BROKEN)).containsExactly("tend-broken.noarch");
    assertThat(plan.rows()).hasSize(8);
  }

  @Test
  void yumCountsDependenciesApart() {
    Transaction plan = parse(YUM);
    assertThat(plan.keys(Section.UPGRADE)).containsExactly("hello-tend.noarch");
    assertThat(plan.keys(Section.INSTALL)).containsExactly("tend-libnew.noarch");
    assertThat(plan.keys(Section.SKIP_BROKEN)).containsExactly("tend-broken.noarch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dependencies resolved.\nNothing to do.\nComplete!\n",
        "Nothing to do.\n",
        "Loaded plugins: fastestmirror\nNo packages marked for update\n",
      })
  void nothingToDoIsAnEmptyPlan(String text) {
    assertThat(parse(text).rows()).isEmpty();
  }

  @Test
  void whatIsOnlyLeftAsItIsMayHaveNoSummary() {
    String left =
        """
        Package      Arch   Version Repository      Size
        Skipping packages with conflicts:
         tend-taker  noarch 2.0-1   tend        15.0   B
        Skipping packages with broken dependencies:
         tend-broken noarch 2.0-1   tend        16.0   B

        Nothing to do.
        """;
    Transaction plan = parse(left);
    assertThat(plan.rows()).hasSize(2);
    assertThat(plan.keys(Section.SKIP_CONFLICT)).containsExactly("tend-taker.noarch");
    assertThatThrownBy(() -> parse(left.replace("Skipping packages with conflicts", "Upgrading")))
        .isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> parse(left.replace("Nothing to do.", ""))).isInstanceOf(Garbled.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Dependencies resolved.\n",
        "Complete!\n",
        "<html><body>Sign in</body></html>\n",
        "Updating Subscription Management repositories.\n",
      })
  void anythingElseIsNotEmpty(String text) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(Garbled.class);
  }

  @Test
  void theSummaryHasToAgree() {
    String[][] spoilt = {
      {"Upgrade  2 Packages", "Upgrade  3 Packages"},
      {"Upgrade  2 Packages\n", ""},
      {"Skip     2 Packages", "Skip     1 Package"},
      {"Remove   1 Package", "Reinstall 1 Package"},
      {" hello-tend             noarch    1:2.0-1                 tend            6.0 k\n", ""},
      {"Installing dependencies:\n", "Downgrading:\n"},
      {"Transaction Summary", "Summary"},
    };
    for (String[] each : spoilt) {
      assertThat(WRAPPED).contains(each[0]);
      assertThatThrownBy(() -> parse(WRAPPED.replace(each[0], each[1])))
          .as(each[0])
          .isInstanceOf(Garbled.class);
    }
  }

  @Test
  void anUnknownHeadingMayMeanAnything() {
    assertThatThrownBy(() -> parse(WRAPPED.replace("Upgrading:", "Wiping packages:")))
        .isInstanceOf(Garbled.class);
  }

  private static List<String> lines(String file) {
    return Told.parse(Recorded.dnf(file)).list("plan");
  }

  private static Transaction parse(String text) {
    return TransactionTable.parse(text.lines().filter(line -> !line.isBlank()).toList());
  }
}
