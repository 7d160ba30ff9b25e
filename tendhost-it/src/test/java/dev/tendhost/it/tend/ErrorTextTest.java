package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import java.util.List;
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

  @Test
  void whereThereWasNoConnectionNoCommandIsBlamed() {
    for (FailureKind kind :
        List.of(
            FailureKind.UNREACHABLE,
            FailureKind.LOGINS_REFUSED,
            FailureKind.AUTHENTICATION,
            FailureKind.HOST_KEY_UNKNOWN,
            FailureKind.HOST_KEY_CHANGED,
            FailureKind.HOST_KEY_REVOKED,
            FailureKind.KEY_UNUSABLE)) {
      assertThat(lines(kind, Map.of())).as(kind.name()).noneMatch(line -> line.contains("cat /x"));
    }
    assertThat(lines(FailureKind.INVALID_CONFIGURATION, Map.of("place", "config:2")))
        .noneMatch(line -> line.contains("cat /x"));
    assertThat(lines(FailureKind.COMMAND_FAILED, Map.of())).contains("  command: cat /x");
    assertThat(lines(FailureKind.INVALID_CONFIGURATION, Map.of("stderr", "apt: E: no")))
        .contains("  command: cat /x");
  }

  @Test
  void whatIsWantedIsSaidInWordsOfTheCommandLine() {
    assertThat(
            ErrorText.of(
                error(
                    FailureKind.PRIVILEGE,
                    "needs root and user bob is not root, nothing was run; log in as root or allow"
                        + " sudo for this host"),
                Text.PROSE))
        .startsWith(
            "FAILED on web-1: needs root and user bob is not root, nothing was run; log in as",
            "                 root or add --sudo");
    for (String message :
        List.of(
            "needs root and sudo wants a password, nothing was run; provide the secret"
                + " sudo-password for this host, or a NOPASSWD rule for user bob in sudoers",
            "needs root and sudo did not accept the password, nothing was run; correct the secret"
                + " sudo-password for this host",
            "needs root and the secret source did not tell sudo-password within 2 min, nothing was"
                + " run; look into the secret source",
            "sudo wants a password, and the secret source had not told sudo-password; look into"
                + " the secret source, or allow more time",
            "the key /k did not open: the passphrase is wrong; give the right one, the secret"
                + " ssh-key-passphrase",
            "the key /k is encrypted and the secret source has no passphrase for it; supply it"
                + " under the name ssh-key-passphrase, or add the key to ssh-agent with ssh-add",
            "the key /k is encrypted and the secret source failed: it did not answer",
            "the secret source has no ssh-password for me@web-1:22")) {
      assertThat(TerminalWords.of(message)).containsPattern("typed?\\b").doesNotContain("secret");
    }
  }

  private static List<String> lines(FailureKind kind, Map<String, String> details) {
    HostName web = HostName.of("web-1");
    return ErrorText.of(new FleetError(kind, web, "it went wrong", "cat /x", details), 80);
  }

  private static FleetError error(FailureKind kind, String message) {
    return FleetError.of(kind, HostName.of("web-1"), message);
  }
}
