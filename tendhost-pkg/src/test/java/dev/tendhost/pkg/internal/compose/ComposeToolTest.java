package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeToolTest {
  @ParameterizedTest
  @CsvSource({
    "plugin 2.26.1-4, docker compose, true",
    "plugin v2.40.3, docker compose, true",
    "plugin 5.0.0, docker compose, true",
    "program 1.29.2, docker-compose, false",
    "program 2.2.3, docker-compose, true",
  })
  void byHowItIsCalledAndItsVersion(String tool, String words, boolean v2) {
    ComposeTool found = ComposeTool.parse(framed("tool " + tool)).orElseThrow();
    assertThat(String.join(" ", found.words())).isEqualTo(words);
    assertThat(found.v2()).isEqualTo(v2);
  }

  @Test
  void theUsersEngineAndLoginsAreUsed() {
    String probe = "tool plugin 2.26.1\nconfig /home/o p/.docker\nengine unix:///run/user/1/d.sock";
    assertThat(ComposeTool.parse(framed(probe)).orElseThrow().environment())
        .containsEntry("DOCKER_CONFIG", "/home/o p/.docker")
        .containsEntry("DOCKER_HOST", "unix:///run/user/1/d.sock")
        .containsEntry("COMPOSE_REMOVE_ORPHANS", "false");
  }

  @Test
  void aHostWithoutIt() {
    assertThat(ComposeTool.parse(framed("tool none"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tool",
        "tool plugin",
        "tool plugin x",
        "tool other 2.1",
        "tool 2",
        "toll none"
      })
  void garbledIsNeverAbsent(String probe) {
    assertThatThrownBy(() -> ComposeTool.parse(framed(probe))).isInstanceOf(Garbled.class);
  }

  private static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "\ntendhost-probe-end\n";
  }
}
