package dev.tendhost.core.port;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandResultTest {

  @Test
  void endsByExitCodeOrBySignal() {
    assertThatIllegalArgumentException().isThrownBy(() -> result(null, null));
    assertThatIllegalArgumentException().isThrownBy(() -> result(0, "KILL"));
  }

  @Test
  void isOkOnlyAtExitCodeZero() {
    assertThat(result(0, null).ok()).isTrue();
    assertThat(result(1, null).ok()).isFalse();
    assertThat(result(255, null).ok()).isFalse();
    assertThat(result(null, "KILL").ok()).isFalse();
  }

  @Test
  void tellsItsEnding() {
    assertThat(result(100, null).ending()).isEqualTo("exit code 100");
    assertThat(result(null, "TERM").ending()).isEqualTo("signal TERM");
  }

  private static CommandResult result(Integer exitCode, String signal) {
    return new CommandResult(exitCode, signal, "", "", false, false, Duration.ZERO);
  }
}
