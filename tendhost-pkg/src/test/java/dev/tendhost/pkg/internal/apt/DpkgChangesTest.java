package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DpkgChangesTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "'ii |a|amd64|1', 'ii |a|amd64|2', UPGRADE, amd64, 1, 2",
        "'ii |a|amd64|2', 'ii |a|amd64|1', DOWNGRADE, amd64, 2, 1",
        "'ii |b|all|1', 'ii |b|all|1;ii |a|all|2', INSTALL, all, -, 2",
        "'ii |a|all|1;ii |b|all|1', 'ii |b|all|1', REMOVE, all, 1, -",
        "'ii |a|all|1;ii |b|all|1', 'rc |a|all|1;ii |b|all|1', REMOVE, all, 1, -",
        "'rc |a|all|1;ii |b|all|1', 'ii |a|all|2;ii |b|all|1', INSTALL, all, -, 2",
        "'ii |a|amd64|1', 'ii |a|all|2', UPGRADE, all, 1, 2",
        "'ii |a|amd64|1;ii |a|i386|1', 'ii |a|amd64|2;ii |a|i386|1', UPGRADE, amd64, 1, 2",
        "'ii |a|amd64|1', 'iF |a|amd64|2', UPGRADE, amd64, 1, 2",
        "'hi |a|amd64|1', 'hi |a|amd64|2', UPGRADE, amd64, 1, 2",
      })
  void oneChange(
      String before, String after, ChangeAction action, String arch, String from, String to) {
    assertThat(DpkgChanges.between(snapshot(before), snapshot(after), null, "amd64"))
        .containsExactly(new PackageChange(action, "a", arch, from, to, null, false));
  }

  @Test
  void whereItCameFromIsToldByThePlan() {
    PackageChange plan = change("a", "amd64", "2");
    assertThat(
            DpkgChanges.between(
                snapshot("ii |a|amd64|1;ii |b|all|1"),
                snapshot("ii |a|amd64|2;ii |b|all|2"),
                List.of(plan),
                "amd64"))
        .extracting(PackageChange::origin)
        .containsExactly("Tend:1/tend", PackageChange.UNPLANNED);
  }

  @ParameterizedTest
  @CsvSource({
    "'ii |a|amd64|2', true",
    "'hi |a|amd64|2', true",
    "'ii |a|amd64|1', false",
    "'iF |a|amd64|2', false",
    "'iU |a|amd64|2', false",
    "'iHR|a|amd64|2', false",
    "'iiR|a|amd64|2', false",
    "'it |a|amd64|2', false",
    "'ii |a|i386|2', false",
    "'ii |b|amd64|2', false",
  })
  void anUpgradeIsDoneWhenThatVersionIsInstalledAndConfigured(String after, boolean done) {
    assertThat(
            DpkgChanges.undone(List.of(change("a", "amd64", "2")), snapshot(after), "amd64")
                .isEmpty())
        .isEqualTo(done);
  }

  @Test
  void aRemovalIsDoneWhenItsFilesAreGone() {
    PackageChange removal =
        new PackageChange(ChangeAction.REMOVE, "a", null, "1", null, null, false);
    assertThat(DpkgChanges.undone(List.of(removal), snapshot("rc |a|all|1;ii |b|all|1"), "amd64"))
        .isEmpty();
    assertThat(DpkgChanges.undone(List.of(removal), snapshot("ii |a|all|1"), "amd64"))
        .containsExactly("remove a");
  }

  @ParameterizedTest
  @CsvSource({
    "'ii |a|i386|1', true",
    "'ii |a|i386|1;ii |a|amd64|1', false",
    "'ii |a|all|1', false",
    "'rc |a|amd64|1;ii |a|i386|1', true"
  })
  void aRemovalOfTheHostsOwnPackageLeavesAForeignOneAlone(String after, boolean done) {
    PackageChange removal =
        new PackageChange(ChangeAction.REMOVE, "a", null, "1", null, null, false);
    assertThat(DpkgChanges.undone(List.of(removal), snapshot(after), "amd64").isEmpty())
        .isEqualTo(done);
  }

  @Test
  void anotherArchitectureOfAPlannedPackageIsNotPlanned() {
    assertThat(
            DpkgChanges.between(
                snapshot("ii |a|amd64|1;ii |a|i386|1"),
                snapshot("ii |a|amd64|2;ii |a|i386|2"),
                List.of(change("a", "amd64", "2")),
                "amd64"))
        .extracting(PackageChange::origin)
        .containsExactly("Tend:1/tend", PackageChange.UNPLANNED);
  }

  @Test
  void statesHaveWords() {
    assertThat(
            snapshot("ii |a|all|1;iU |b|all|1;iF |c|all|1;iHR|d|all|1;iW |e|all|1;iiR|f|all|1")
                .unfinished())
        .containsExactly(
            "b (unpacked, not configured)",
            "c (half-configured)",
            "d (half-installed)",
            "e (triggers wait)",
            "f (to be installed again)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ii|a|all|1", "ii |a|all", "dpkg-query: error", "xx |a|all|1"})
  void whatDpkgCannotHaveWrittenIsGarbled(String line) {
    assertThatThrownBy(() -> snapshot("ii |a|all|1;" + line)).isInstanceOf(Garbled.class);
  }

  @Test
  void noPackageAtAllIsGarbled() {
    assertThatThrownBy(() -> DpkgSnapshot.parse(List.of())).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> snapshot("rc |a|all|1")).isInstanceOf(Garbled.class);
  }

  private static PackageChange change(String name, String arch, String to) {
    return new PackageChange(ChangeAction.UPGRADE, name, arch, "1", to, "Tend:1/tend", false);
  }

  private static DpkgSnapshot snapshot(String lines) {
    return DpkgSnapshot.parse(List.of(lines.split(";", -1)));
  }
}
