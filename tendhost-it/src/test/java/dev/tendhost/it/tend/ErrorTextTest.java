package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
  @Test
  void whatTheMessageSaysIsNotSaidAgain() {
    Map<String, String> details = Map.of("key", "/k", "stderr", "the key\nmore");
    FleetError error =
        new FleetError(
            FailureKind.KEY_UNUSABLE,
            HostName.of("web-1"),
            "the key /k is not used",
            null,
            details);

    assertThat(ErrorText.of(error, 80))
        .containsExactly(
            "FAILED on web-1: the key /k is not used", "  kind: KEY_UNUSABLE", "  stderr: more");
  }

  @Test
  void anOptionThatHelpsIsNamed() {
    assertThat(ErrorText.of(error(FailureKind.HOST_KEY_UNKNOWN, "not known"), 80))
        .endsWith("  here: --accept-new-host-keys notes the key of a host not seen before");
    assertThat(ErrorText.of(error(FailureKind.AUTHENTICATION, "refused"), 80))
        .endsWith("  here: --identity names a key; passwords are asked for on a terminal");
    assertThat(ErrorText.of(error(FailureKind.HOST_KEY_CHANGED, "another"), 80))
        .noneMatch(line -> line.contains("here:"));
  }

  private static FleetError error(FailureKind kind, String message) {
    return FleetError.of(kind, HostName.of("web-1"), message);
  }
}
