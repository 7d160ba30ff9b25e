package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpgradablePackage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A package that was split, or is needed for one more architecture. */
class SuccessorsTest {
  // As dnf 4.14 and dnf5 5.4.6 write it.
  private static final String DNF4 =
      """
      ================================================================================
       Package        Architecture     Version            Repository             Size
      ================================================================================
      Installing:
       new1           noarch           2-1                tests                 6.6 k
           replacing  old.noarch 1-1
       new2           noarch           2-1                tests                 6.6 k
           replacing  old.noarch 1-1
           replacing  old2.noarch 1-1
      Transaction Summary
      ================================================================================
      Install  2 Packages
      Total download size: 13 k
      """;
  private static final String DNF5 =
      """
      Package          Arch   Version Repository      Size
      Installing:
       new1            noarch 0:2-1   tests        2.0   B
         replacing old noarch 0:1-1   <unknown>    2.0   B
       new2            noarch 0:2-1   tests        2.0   B
         replacing old noarch 0:1-1   <unknown>    2.0   B
         replacing old2 noarch 0:1-1  <unknown>    2.0   B
      Transaction Summary:
       Installing:         2 packages
       Replacing:          2 packages
      """;

  @ParameterizedTest
  @ValueSource(strings = {DNF4, DNF5})
  void whatSeveralPackagesReplaceGoesOnceAndIsListedOnce(String table) {
    DnfLists lists = lists("old|0|1|1|noarch\nold2|0|1|1|noarch\n");
    Transaction transaction = TransactionTable.parse(table.lines().toList());

    List<PackageChange> changes =
        Changes.of(transaction, lists.installed(), lists.candidates(), lists.advisories());

    assertThat(changes)
        .extracting(PackageChange::action, PackageChange::name)
        .containsExactlyInAnyOrder(
            tuple(ChangeAction.INSTALL, "new1"),
            tuple(ChangeAction.INSTALL, "new2"),
            tuple(ChangeAction.REMOVE, "old"),
            tuple(ChangeAction.REMOVE, "old2"));
    PlannedUpgrade planned = new PlannedUpgrade(transaction, changes, List.of(), List.of());
    DnfSurvey survey = new DnfSurvey(lists, transaction, planned, Map.of(), List.of());
    assertThat(survey.packages())
        .extracting(UpgradablePackage::name, UpgradablePackage::replacedBy)
        .containsExactly(tuple("old", "new1"), tuple("old2", "new2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"x86_64", "i686"})
  void aPackageOfOneMoreArchitectureIsNew(String arch) {
    Installed installed = lists("lib|0|1|1|x86_64\n").installed();
    Transaction transaction =
        TransactionTable.parse(
            DNF4.replace("new1           noarch", "lib            " + arch).lines().toList());

    Set<String> forbidden = ModeRules.forbidden(UpgradeMode.INSTALLED_ONLY, transaction, installed);

    assertThat(forbidden.contains("lib:i686")).isEqualTo(arch.equals("i686"));
    assertThat(forbidden).contains("new2");
  }

  private static DnfLists lists(String installed) {
    Told told =
        ToldTest.told(
            ToldTest.list("installed", installed)
                + "told installonly 0\ntold busy 0\n"
                + ToldTest.list("upgrade", "")
                + ToldTest.list("advisory", ""));
    Installed packages = Installed.parse(told);
    return new DnfLists(packages, Candidates.parse(told, packages), Advisories.parse(told));
  }
}
