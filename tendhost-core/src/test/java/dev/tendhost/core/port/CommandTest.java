package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandTest {

  @Test
  void hasTheDefaultsOfItsDocumentation() {
    assertThat(Command.of("true"))
        .isEqualTo(
            new Command(
                List.of("true"),
                null,
                Map.of(),
                null,
                Duration.ofMinutes(2),
                4 << 20,
                false,
                null,
                null));
    assertThat(Command.shell("true | false"))
        .isEqualTo(
            new Command(
                List.of(),
                "true | false",
                Map.of(),
                null,
                Duration.ofMinutes(2),
                4 << 20,
                false,
                null,
                null));
  }

  @Test
  void eachWithChangesOneThing() {
    OutputListener listener = (source, line) -> {};
    Command command =
        Command.of("cat")
            .withEnvironment(Map.of("A", "1"))
            .withStdin("in")
            .withTimeout(Duration.ofSeconds(3))
            .withOutputLimit(7)
            .withAsRoot(true)
            .withListener(listener)
            .withTitle("the title");
    assertThat(command)
        .isEqualTo(
            new Command(
                List.of("cat"),
                null,
                Map.of("A", "1"),
                "in",
                Duration.ofSeconds(3),
                7,
                true,
                listener,
                "the title"));
  }

  @Test
  void isEitherWordsOrAScript() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Command(
                    List.of("a"), "b", Map.of(), null, Duration.ofSeconds(1), 1, false, null, null))
        .withMessage("a command is either words or a script");
  }

  @Test
  void needsAProgram() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("", "a"));
    assertThat(Command.of("printf", "").argv()).containsExactly("printf", "");
  }

  @Test
  void refusesNul() {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a", "b\0c"));
    assertThatIllegalArgumentException().isThrownBy(() -> Command.shell("a\0"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Command.of("a").withEnvironment(Map.of("A", "\0")))
        .withMessageContaining("A")
        .withMessageNotContaining("\0");
    assertThat(Command.of("a").withStdin("\0").stdin()).isEqualTo("\0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1A", "A-B", "A=B", "A B", "A\n", "\u00c4", "A;rm -rf /", "$A"})
  void refusesMalformedVariables(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Command.of("a").withEnvironment(Map.of(name, "x")))
        .withMessageStartingWith("not a variable's name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void refusesATimeoutThatIsNotPositive(String timeout) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Command.of("a").withTimeout(Duration.parse(timeout)));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
  void refusesALimitThatIsNotPositive(int limit) {
    assertThatIllegalArgumentException().isThrownBy(() -> Command.of("a").withOutputLimit(limit));
  }

  @Test
  void isImmutable() {
    List<String> words = new ArrayList<>(List.of("a", "b"));
    Command command = Command.of(words);
    words.set(1, "c");
    assertThat(command.argv()).containsExactly("a", "b");
    assertThatThrownBy(() -> command.argv().add("x"))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> command.environment().put("A", "x"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void showsNeitherStdinNorValues() {
    Command command =
        Command.of("login", "it's me")
            .withEnvironment(Map.of("TOKEN", "hunter2", "A", "hunter3"))
            .withStdin("hunter4")
            .withAsRoot(true);
    assertThat(command.display()).isEqualTo("as root: A=*** TOKEN=*** login 'it'\\''s me'");
    assertThat(command.toString())
        .doesNotContain("hunter")
        .contains(command.display())
        .contains("PT2M");
    assertThat(Command.shell("a | b").display()).isEqualTo("a | b");
  }

  @Test
  void aScriptIsShownByItsTitle() {
    Command titled = Command.shell("a | b").withTitle("script: b of a").withAsRoot(true);
    assertThat(titled.display()).isEqualTo("as root: script: b of a");
    assertThat(titled.script()).isEqualTo("a | b");
    assertThat(Command.of("a").withTitle("b").display()).isEqualTo("a");
  }
}
