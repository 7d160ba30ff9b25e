package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, UTF_8);

  @Test
  void theLiveLineSpinsAndFits() {
    assertThat(Screen.live(0, "web-1: works", Duration.ofSeconds(3), 80))
        .isEqualTo("| web-1: works (3 s)");
    assertThat(Screen.live(5, "web-1: works", Duration.ofSeconds(3), 80)).startsWith("/ ");
    assertThat(Screen.live(0, "web-1: works", Duration.ofSeconds(3), 10)).isEqualTo("| web-1:…");
  }

  @Test
  void linesAreWrittenAboveTheLiveLineWhichIsGoneInTheEnd() {
    try (Screen screen = new Screen(out, new Terminal(true, false, 80))) {
      screen.busy("works");
      screen.line(StyledLine.plain("hello"));
      screen.rest();
    }
    String text = bytes.toString(UTF_8);
    assertThat(text).contains("\r\u001b[Khello\n").contains("works (0 s)").endsWith("\r\u001b[K");
  }

  @Test
  void aPipeGetsPlainLinesOnly() {
    try (Screen screen = new Screen(out, Terminal.none())) {
      screen.busy("works");
      screen.line(new StyledLine(Style.RED, "hello"));
    }
    assertThat(bytes.toString(UTF_8)).isEqualTo("hello\n");
  }

  @Test
  void nothingIsWrittenWhileSomebodyTypes() {
    try (Screen screen = new Screen(out, new Terminal(true, false, 80))) {
      screen.busy("works");
      String typed =
          screen.ask(
              () -> {
                String before = bytes.toString(UTF_8);
                screen.line(StyledLine.plain("one"));
                screen.rest();
                screen.busy("works on");
                screen.line(StyledLine.plain("two"));
                assertThat(bytes.toString(UTF_8)).isEqualTo(before);
                return "secret";
              });
      assertThat(typed).isEqualTo("secret");
      assertThat(bytes.toString(UTF_8)).contains("one\n", "two\n", "works on");
    }
  }

  @Test
  void whatWaitedIsNotLostWhenTheRunEndsAtThePrompt() {
    Screen screen = new Screen(out, Terminal.none());
    screen.ask(
        () -> {
          screen.line(StyledLine.plain("hello"));
          screen.close();
          assertThat(bytes.toString(UTF_8)).isEqualTo("\nhello\n");
          return "";
        });
    assertThat(bytes.toString(UTF_8)).isEqualTo("\nhello\n");
  }
}
