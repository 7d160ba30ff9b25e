package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.pkg.internal.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AptFailureTest {
  @ParameterizedTest
  @CsvSource({
    "update-locked.err, PACKAGES_LOCKED",
    "update-refused.err, REPOSITORY_UNAVAILABLE",
    "interrupted.err, TRANSACTION_INTERRUPTED",
  })
  void recorded(String file, FailureKind kind) {
    assertThat(kindOf(100, Recorded.apt(file))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          E: Could not get lock /var/lib/apt/lists/lock - open (11: Resource temporarily unavailable) | PACKAGES_LOCKED
          dpkg: error: dpkg frontend lock was locked by another process with pid 63 | PACKAGES_LOCKED
          E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied) | PRIVILEGE
          E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root? | PRIVILEGE
          E: The repository 'file:/srv/repo ./ Release' is not signed. | REPOSITORY_UNTRUSTED
          E: The repository 'x Release' is no longer signed. | REPOSITORY_UNTRUSTED
          E: Repository 'x' changed its 'Codename' value from 'a' to 'b' | REPOSITORY_UNTRUSTED
          E: Repository 'x' changed its 'Suite' value from 'a' to 'b' | REPOSITORY_UNTRUSTED
          W: GPG error: x: the public key is not available: NO_PUBKEY 0123456789ABCDEF | REPOSITORY_UNTRUSTED
          E: The repository 'x Release' does not have a Release file. | REPOSITORY_UNAVAILABLE
          E: The repository 'x Release' no longer has a Release file. | REPOSITORY_UNAVAILABLE
          E: Release file for x is expired (invalid since 3d). | REPOSITORY_UNAVAILABLE
          E: You don't have enough free space in /var/cache/apt/archives/. | NO_SPACE
          E: Write error - write (28: No space left on device) | NO_SPACE
          E: Unable to correct problems, you have held broken packages. | BROKEN_DEPENDENCIES
          E: Unmet dependencies. Try 'apt --fix-broken install' with no packages | BROKEN_DEPENDENCIES
          E: Error, pkgProblemResolver::Resolve generated breaks, this may be caused by held packages. | BROKEN_DEPENDENCIES
          sh: 1: apt-get: not found | PACKAGE_MANAGER_MISSING
          E: Something else happened. | COMMAND_FAILED
          """)
  void byText(String stderr, FailureKind kind) {
    assertThat(kindOf(100, stderr)).isEqualTo(kind);
  }

  @Test
  void errorsDecideNotWarnings() {
    String stderr =
        "W: Problem unlinking the file pkgcache.bin - RemoveCaches (13: Permission denied)\n"
            + "E: The repository 'x Release' is not signed.\n";
    assertThat(kindOf(100, stderr)).isEqualTo(FailureKind.REPOSITORY_UNTRUSTED);
  }

  @Test
  void aFetchThatAFirewallForbidsNeedsNoRoot() {
    String stderr =
        "W: Failed to fetch http://h/dists/x/InRelease  Could not connect to h:80 (192.0.2.1). -"
            + " connect (1: Operation not permitted)\n"
            + "W: Some index files failed to download. They have been ignored.\n";
    assertThat(kindOf(100, stderr)).isEqualTo(FailureKind.REPOSITORY_UNAVAILABLE);
    assertThat(AptFailure.hiddenIn(Answers.result(0, "", stderr))).contains(AptFailure.UNAVAILABLE);
    String other = "W: chmod of /x failed (13: Permission denied)\n" + stderr;
    assertThat(AptFailure.hiddenIn(Answers.result(0, "", other))).contains(AptFailure.UNAVAILABLE);
  }

  @Test
  void anEmptyErrorIsStillAFailure() {
    assertThat(kindOf(100, "")).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(kindOf(127, "")).isEqualTo(FailureKind.PACKAGE_MANAGER_MISSING);
  }

  @Test
  void holders() {
    assertThat(AptFailure.holder(Recorded.apt("update-locked.err"))).contains("112 (perl)");
    assertThat(AptFailure.holder("locked by another process with pid 63\n")).contains("63");
    assertThat(AptFailure.holder("E: Could not get lock /x - open (11: y)")).isEmpty();
  }

  private static FailureKind kindOf(int exitCode, String stderr) {
    return AptFailure.of(Answers.result(exitCode, "", stderr)).kind();
  }
}
