package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldTest {
  @Test
  void listsKeepTheirBlanksAndMayBeEmpty() {
    Told told = told("a  indented\na b\ntold a 2\ntold b 0\nc 1\ntold c 1\n");
    assertThat(told.list("a")).containsExactly(" indented", "b");
    assertThat(told.list("b")).isEmpty();
    assertThat(told.value("c")).isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1\ntold a 2\n",
        "a 1\na 2\ntold a 1\n",
        "a 1\n",
        "a 1\ntold a 1\na 2\n",
        "a 1\ntold a 1\ntold a 1\n",
        "a 1\ntold a one\n",
        "a 1\ntold a\n",
        "noise\n",
        " noise\n",
      })
  void aLineTooFewOrTooManyIsAnError(String lines) {
    assertThatThrownBy(() -> told(lines)).isInstanceOf(Garbled.class);
  }

  @Test
  void aListThatWasNotToldIsAnErrorAndNotEmpty() {
    assertThatThrownBy(() -> told("told a 0\n").list("b")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> told("told a 0\n").value("a")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Told.parse("told a 0\n")).isInstanceOf(Garbled.class);
  }

  /** The lines as a script would tell them. */
  static Told told(String lines) {
    return Told.parse(framed(lines));
  }

  /** The output of such a script. */
  static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
  }

  /** A list as a script would tell it. */
  static String list(String name, String text) {
    StringBuilder told = new StringBuilder();
    long count =
        text.lines()
            .filter(line -> !line.isBlank())
            .peek(line -> told.append(name).append(' ').append(line).append('\n'))
            .count();
    return told.append("told ").append(name).append(' ').append(count).append('\n').toString();
  }
}
