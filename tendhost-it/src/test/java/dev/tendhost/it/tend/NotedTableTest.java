package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NotedTableTest {
  private static final String NOTE = "2 problems, 3 not checked, lists of unknown age";
  private static final String LONG = "vm-over-ssh.example.o";

  @Test
  void wideTerminalsHaveOneLineARow() {
    assertThat(text("gone-1", 120))
        .containsExactly(
            "  HOST    RESULT      UPDATES  SECURITY  HELD  REBOOT    NOTE",
            "  web-1   up to date  4        2         1     REQUIRED  " + NOTE,
            "  gone-1  FAILED      -        -         -     -         REPOSITORY_UNAVAILABLE");
    assertThat(text("gone-1", 200)).isEqualTo(text("gone-1", 120));
    assertThat(text("gone-1", Text.UNLIMITED)).isEqualTo(text("gone-1", 120));
  }

  @Test
  void notesAreWrappedAtWordsInTheirColumn() {
    assertThat(text("gone-1", 80))
        .containsExactly(
            "  HOST    RESULT      UPDATES  SECURITY  HELD  REBOOT    NOTE",
            "  web-1   up to date  4        2         1     REQUIRED  2 problems, 3 not",
            "                                                         checked, lists of",
            "                                                         unknown age",
            "  gone-1  FAILED      -        -         -     -         REPOSITORY_UNAVAILABLE");
  }

  @Test
  void whereAWordOfThemDoesNotFitTheyStandBelow() {
    assertThat(text(LONG, 80))
        .containsExactly(
            "  HOST                   RESULT      UPDATES  SECURITY  HELD  REBOOT",
            "  web-1                  up to date  4        2         1     REQUIRED",
            "    " + NOTE,
            "  vm-over-ssh.example.o  FAILED      -        -         -     -",
            "    REPOSITORY_UNAVAILABLE");
    assertThat(text("gone-1", 60))
        .containsExactly(
            "  HOST    RESULT      UPDATES  SECURITY  HELD  REBOOT",
            "  web-1   up to date  4        2         1     REQUIRED",
            "    " + NOTE,
            "  gone-1  FAILED      -        -         -     -",
            "    REPOSITORY_UNAVAILABLE");
  }

  @Test
  void longNamesStandAboveTheirColumns() {
    assertThat(text(LONG, 60))
        .containsExactly(
            "  HOST",
            "    RESULT      UPDATES  SECURITY  HELD  REBOOT",
            "  web-1",
            "    up to date  4        2         1     REQUIRED",
            "    " + NOTE,
            "  vm-over-ssh.example.o",
            "    FAILED      -        -         -     -",
            "    REPOSITORY_UNAVAILABLE");
  }

  @Test
  void nothingIsWiderThanTheTerminalAndNoWordOfANoteIsLost() {
    for (int width = 28; width < 130; width++) {
      List<String> lines = text(LONG, width);
      assertThat(lines.stream().mapToInt(Text::width).max().orElse(0)).isLessThanOrEqualTo(width);
      assertThat(lines.stream().map(String::strip).collect(Collectors.joining(" ")))
          .as("at " + width)
          .contains("2 problems", "unknown age", "REPOSITORY_UNAVAILABLE", LONG);
    }
  }

  private static List<String> text(String gone, int width) {
    NotedTable table =
        new NotedTable("HOST", "RESULT", "UPDATES", "SECURITY", "HELD", "REBOOT", "NOTE");
    table.row(Style.RED, List.of("web-1", "up to date", "4", "2", "1", "REQUIRED", NOTE));
    table.row(Style.RED, List.of(gone, "FAILED", "-", "-", "-", "-", "REPOSITORY_UNAVAILABLE"));
    return table.lines(width).stream().map(StyledLine::text).toList();
  }
}
