package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DnfListsTest {
  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void recorded(String tool) {
    DnfLists lists = DnfLists.parse(Recorded.dnf(tool + "/lists.txt"));
    Installed installed = lists.installed();
    assertThat(installed.installOnly()).containsExactly("kernel-core");
    assertThat(installed.busy()).isEmpty();
    assertThat(installed.duplicates()).isEmpty();
    assertThat(installed.newest("kernel-core", "x86_64").orElseThrow().evr())
        .hasToString("6.1.0-3.fc39");
    assertThat(lists.candidates().byKey())
        .containsKeys("hello-tend.noarch", "kernel-core.x86_64", "tend-broken.noarch")
        .hasSize(8);
    assertThat(lists.advisories().fixes()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void aTransactionAtWorkShowsADuplicateAndItsProcess(String tool) {
    Installed installed = DnfLists.parse(Recorded.dnf(tool + "/lists-busy.txt")).installed();
    assertThat(installed.duplicates())
        .extracting(versions -> versions.get(0).key())
        .containsExactly("tend-slow.noarch");
    assertThat(installed.busy()).singleElement().asString().contains("upgrade tend-slow");
  }

  @Test
  void aKeyIsNoPackageAndAnEmptyDatabaseCannotBe() {
    String key = "gpg-pubkey|0|fd431d51|4ae0493b|(none)\n";
    String one = "a|1|1.0|1|noarch\n";
    assertThat(Installed.parse(installed(key + one)).packages()).containsOnlyKeys("a.noarch");
    for (String bad : List.of("", key, "a|1|1.0|1\n", "a|(none)|1.0|1|noarch\n", "a b|0|1|1|x\n")) {
      assertThatThrownBy(() -> Installed.parse(installed(bad))).isInstanceOf(Garbled.class);
    }
  }

  @Test
  void onlyTheNewestThatIsNewerCounts() {
    String installed = "a|0|1.0|1|noarch\nk|0|1|1|x86_64\nk|0|3|1|x86_64\n";
    String upgrades =
        "a|0|1.1|1|noarch|r\na|0|1.10|1|noarch|s\na|0|1.9|1|noarch|r\nk|0|2|1|x86_64|r\n";
    Told told = lists(installed, upgrades, "");
    Candidates candidates = Candidates.parse(told, Installed.parse(told));
    assertThat(candidates.all()).hasSize(1);
    assertThat(candidates.all().get(0).nevra().evr()).hasToString("1.10-1");
    assertThat(candidates.repo(Nevra.parse("a-1.10-1.noarch"))).contains("s");
    assertThat(candidates.repo(Nevra.parse("a-1.9-1.noarch"))).isEmpty();
  }

  @Test
  void aFixCountsAboveWhatIsInstalledAndUpToWhatWouldCome() {
    String advisories =
        """
        FEDORA-2026-0123456789 Important/Sec. a-1.1-1.noarch
        FEDORA-2026-0123456790 None/Sec.      b-2:1.0-1.noarch
        """;
    Advisories fixes = Advisories.parse(lists("", "", advisories));
    assertThat(fixes.between(Evr.parse("1.0-1"), Nevra.parse("a-2.0-1.noarch"))).isTrue();
    assertThat(fixes.between(Evr.parse("1.1-1"), Nevra.parse("a-2.0-1.noarch"))).isFalse();
    assertThat(fixes.between(Evr.parse("1.0-1"), Nevra.parse("a-1.0-2.noarch"))).isFalse();
    assertThat(fixes.between(Evr.parse("1:1.0-1"), Nevra.parse("b-2:1.0-1.noarch"))).isTrue();
  }

  @Test
  void noAdvisoriesIsAnAnswerAndNoiseIsNone() {
    for (String none : List.of("", "No advisory found matching the specified filters.\n")) {
      assertThat(Advisories.parse(lists("", "", none)).fixes()).isEmpty();
    }
    assertThatThrownBy(() -> Advisories.parse(lists("", "", "Sign in\n")))
        .isInstanceOf(Garbled.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void theAgeIsThatOfTheOldestRepository(String tool) {
    Told told = Told.parse(Recorded.dnf(tool + "/metadata.txt"));
    MetadataAge age = MetadataAge.parse(told);
    assertThat(age.missing()).isEmpty();
    assertThat(age.age(null)).isBetween(Duration.ZERO, Duration.ofMinutes(1));
    assertThat(age.age(age.now() + 1)).isNull();
    assertThat(age.age(age.now())).isEqualTo(Duration.ZERO);
  }

  @Test
  void aRepositoryThatWasNeverFetchedMakesTheAgeUnknown() {
    String repos = "repo id      repo name\nbaseos       Base\nepel         Extra\n";
    String files =
        "1000 /var/cache/dnf/baseos-0123456789abcdef/repodata/x-primary.xml.gz\n"
            + "3000 /var/cache/dnf/epel-debug-0123456789abcdef/repodata/x-primary.xml.gz\n";
    MetadataAge age = MetadataAge.parse(metadata(repos, files));
    assertThat(age.age(1500L)).isNull();
    assertThat(age.problems())
        .containsExactly("the repository epel was never fetched; refresh the metadata");
    MetadataAge both = MetadataAge.parse(metadata(repos, files.replace("epel-debug", "epel")));
    assertThat(both.age(null)).isEqualTo(Duration.ofSeconds(3000));
    assertThatThrownBy(() -> MetadataAge.parse(metadata("Sign in\n", files)))
        .isInstanceOf(Garbled.class);
  }

  @Test
  void yumsRepositoriesAreFoundToo() {
    String repos =
        "repo id             repo name          status\n!base/7/x86_64      CentOS-7 - Base    10\n"
            + "repolist: 10\n";
    String files = "1000 /var/cache/yum/x86_64/7/base/0123-primary.sqlite.bz2\n";
    assertThat(MetadataAge.parse(metadata(repos, files)).age(null))
        .isEqualTo(Duration.ofSeconds(3000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dnf4", "dnf5"})
  void whatALockOrAnExclusionHidesIsNotVisible(String tool) {
    Set<String> visible = HeldBack.visible(Recorded.dnf(tool + "/visible-held.txt"));
    assertThat(visible)
        .contains("tend-newdep.noarch", "kernel-core.x86_64")
        .doesNotContain("hello-tend.noarch", "tend-longver.noarch");
  }

  @Test
  void theExitCodeOfCheckUpdateHasToFitItsLines() {
    String begin = "tendhost-probe-begin\n";
    String end = "tendhost-probe-end\n";
    String lines = ToldTest.list("visible", "a.noarch  2.0-1  r\n");
    assertThat(HeldBack.visible(begin + "rc 100\ntold rc 1\n" + lines + end))
        .containsExactly("a.noarch");
    assertThat(HeldBack.visible(begin + "rc 0\ntold rc 1\ntold visible 0\n" + end)).isEmpty();
    for (String bad : List.of("rc 0\ntold rc 1\n" + lines, "rc 100\ntold rc 1\ntold visible 0\n")) {
      assertThatThrownBy(() -> HeldBack.visible(begin + bad + end)).isInstanceOf(Garbled.class);
    }
  }

  private static Told installed(String lines) {
    return lists(lines, "", "");
  }

  private static Told lists(String installed, String upgrades, String advisories) {
    return ToldTest.told(
        ToldTest.list("installed", installed)
            + "told installonly 0\ntold busy 0\n"
            + ToldTest.list("upgrade", upgrades)
            + ToldTest.list("advisory", advisories));
  }

  private static Told metadata(String repos, String files) {
    return ToldTest.told(
        "now 4000\ntold now 1\n" + ToldTest.list("repo", repos) + ToldTest.list("file", files));
  }
}
