package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Programs;
import dev.tendhost.pkg.internal.dnf.DnfTool.Generation;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LeftoversTest {
  private static final String BEGUN = "cat <<'END'\nTransaction ID : 3\nBegin rpmdb    : 475f06\n";
  private static final String UNENDED_4 =
      BEGUN + "End rpmdb      :  **\nReturn-Code    : Failure: 1\nEND\n";
  private static final String UNENDED_5 =
      BEGUN + "End rpmdb      : \nStatus         : Started\nEND\n";
  private static final String FAILED =
      BEGUN + "End rpmdb      : 714f1d\nStatus         : Error\nEND\n";

  private static final Installed INSTALLED =
      Installed.parse(
          ToldTest.told(
              ToldTest.list(
                      "installed",
                      "new|0|2|1|noarch\nold|0|1|1|noarch\nold|0|5|1|x86_64\nodd|0|1|1|noarch")
                  + "told installonly 0\ntold busy 0\n"));

  @TempDir private Path directory;

  @Test
  void whatIsReplacedAndStillThereIsTold() {
    assertThat(problems("new|old|2|3\nodd|(none)|(none)|(none)\n", "", ""))
        .singleElement()
        .asString()
        .startsWith("old.noarch 1-1 is still installed although new replaces it");
    assertThat(problems("new|gone|0|\n", "", "")).isEmpty();
  }

  @Test
  void aTransactionWithoutAnEndIsTold() {
    assertThat(problems("", "7", "")).singleElement().asString().contains("dnf history info 7");
  }

  @Test
  void whileSomebodyIsAtWorkNothingIsTold() {
    assertThat(problems("new|old|2|3\n", "7", "47 (dnf -y upgrade)")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"7 8", "x", "7\n8"})
  void aTransactionHasANumber(String unended) {
    assertThatThrownBy(() -> problems("", unended, "")).isInstanceOf(Garbled.class);
  }

  @ParameterizedTest
  @CsvSource({"DNF4, true", "DNF5, true", "YUM3, false"})
  void theHistoryIsRead(Generation generation, boolean told) {
    String unended = generation == Generation.DNF5 ? UNENDED_5 : UNENDED_4;
    assertThat(found(generation, unended).unended()).isEqualTo(told ? List.of("3") : List.of());
    assertThat(found(generation, FAILED).unended()).isEmpty();
    assertThat(found(generation, "echo 'no access' >&2; exit 1").unended()).isEmpty();
  }

  @Test
  void oneThatEndsMeanwhileIsNotTold() {
    Path asked = directory.resolve("asked");
    String once =
        "if mkdir " + asked + " 2>/dev/null; then\n" + UNENDED_5 + "else\n" + FAILED + "fi\n";
    assertThat(found(Generation.DNF5, once).unended()).isEmpty();
    assertThat(asked).exists();
  }

  private Leftovers found(Generation generation, String does) {
    DnfTool tool = new DnfTool("dnf", generation, "1", Set.of());
    Programs programs =
        new Programs(directory).fake("dnf", does).fake("rpm", "").fake("id", "echo 0");
    return Leftovers.parse(programs.run(new DnfCommands(tool).leftovers().script()).stdout());
  }

  private static List<String> problems(String obsoletes, String unended, String busy) {
    return Leftovers.parse(ToldTest.framed(leftovers(obsoletes, unended, busy)))
        .problems(INSTALLED);
  }

  private static String leftovers(String obsoletes, String unended, String busy) {
    return ToldTest.list("busy", busy)
        + ToldTest.list("unended", unended)
        + ToldTest.list("obsoletes", obsoletes);
  }
}
