package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.pkg.internal.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DnfFailureTest {
  @ParameterizedTest
  @CsvSource({
    "dnf4/refresh-locked.err, 200, PACKAGES_LOCKED, 2581 (python3)",
    "dnf4/upgrade-locked.err, 200, PACKAGES_LOCKED, 47 (dnf)",
    "dnf5/upgrade-locked.err, 124, PACKAGES_LOCKED, 49 (dnf -y upgrade tend-slow)",
    "dnf4/refresh-untrusted.err, 1, REPOSITORY_UNTRUSTED, ",
    "dnf5/refresh-untrusted.err, 1, REPOSITORY_UNTRUSTED, ",
    "dnf4/refresh-without-key.err, 1, REPOSITORY_UNTRUSTED, ",
    "dnf5/refresh-unsigned.err, 1, REPOSITORY_UNTRUSTED, ",
    "dnf4/refresh-refused.err, 1, REPOSITORY_UNAVAILABLE, ",
    "dnf5/refresh-refused.err, 1, REPOSITORY_UNAVAILABLE, ",
    "dnf5/upgrade-conflict.err, 1, BROKEN_DEPENDENCIES, ",
    "dnf4/upgrade-nospace.err, 1, NO_SPACE, ",
    "dnf5/upgrade-nospace.err, 1, NO_SPACE, ",
  })
  void recorded(String file, int exitCode, FailureKind kind, String holder) {
    String stderr = Recorded.dnf(file);
    assertThat(kindOf(exitCode, stderr)).isEqualTo(kind);
    assertThat(DnfFailure.holder(Answers.result(exitCode, "", stderr)).orElse(null))
        .isEqualTo(holder);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Error: Cache-only enabled but no cache for 'tend' | REPOSITORY_UNAVAILABLE
          Cache-only enabled but no cache for repository "tend" | REPOSITORY_UNAVAILABLE
          Error: This command has to be run with superuser privileges (under the root user on most systems). | PRIVILEGE
          You need to be root to perform this command. | PRIVILEGE
          [Errno 13] Permission denied: '/var/cache/dnf/metadata_lock.pid' | PRIVILEGE
          Waiting for a lock on the system repository; another process is currently accessing it. | PACKAGES_LOCKED
          Existing lock /var/run/yum.pid: another copy is running as pid 1234. | PACKAGES_LOCKED
          Another app is currently holding the yum lock; waiting for it to exit... | PACKAGES_LOCKED
          error: can't create transaction lock on /var/lib/rpm/.rpm.lock (Resource temporarily unavailable) | PACKAGES_LOCKED
          Public key for hello-tend-2.0-1.noarch.rpm is not installed | REPOSITORY_UNTRUSTED
          Error: GPG check FAILED | REPOSITORY_UNTRUSTED
          Package hello-tend-2.0-1.noarch.rpm is not signed | REPOSITORY_UNTRUSTED
          Cannot find a valid baseurl for repo: base/7/x86_64 | REPOSITORY_UNAVAILABLE
          Cannot retrieve repository metadata (repomd.xml) for repository: base. | REPOSITORY_UNAVAILABLE
          [Errno 28] No space left on device: '/var/cache/dnf/x' | NO_SPACE
          Curl error (23): Failed writing received data to disk/application for http://m/a.rpm [Failure writing output to destination] | NO_SPACE
          sh: 1: dnf: not found | PACKAGE_MANAGER_MISSING
          Transaction failed: Rpm transaction failed. | COMMAND_FAILED
          Unknown argument "--allowerasing" for command "dnf5". | COMMAND_FAILED
          """)
  void byText(String stderr, FailureKind kind) {
    assertThat(kindOf(1, stderr)).isEqualTo(kind);
  }

  @Test
  void whatDnfTellsEveryUserDoesNotDecide() {
    String user =
        "Failed to load expired repos cache: [Errno 13] Permission denied:"
            + " '/var/cache/dnf/expired_repos.json'\n";
    assertThat(kindOf(1, user)).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(kindOf(1, user + "Error: Cache-only enabled but no cache for 'tend'\n"))
        .isEqualTo(FailureKind.REPOSITORY_UNAVAILABLE);
    String skipped = "Warning: skipped OpenPGP checks for 2 packages from repository: tend\n";
    assertThat(kindOf(1, "Transaction failed: Rpm transaction failed.\n" + skipped))
        .isEqualTo(FailureKind.COMMAND_FAILED);
  }

  @Test
  void exitCodesThatSayMoreThanTheText() {
    assertThat(kindOf(200, "")).isEqualTo(FailureKind.PACKAGES_LOCKED);
    assertThat(kindOf(127, "")).isEqualTo(FailureKind.PACKAGE_MANAGER_MISSING);
    assertThat(kindOf(124, "Updating and loading repositories:\n")).isEqualTo(FailureKind.TIMEOUT);
    assertThat(kindOf(1, "")).isEqualTo(FailureKind.COMMAND_FAILED);
  }

  @Test
  void holders() {
    assertThat(holder("x\nlock held by process 2996 (dnf5 -y upgrade)\n"))
        .isEqualTo("2996 (dnf5 -y upgrade)");
    assertThat(holder("another copy is running as pid 1234.\n")).isEqualTo("1234");
    assertThat(holder("RPMDB already locked by 47\n")).isEqualTo("47");
    assertThat(DnfFailure.holder(Answers.result(1, "", "Error: no\n"))).isEmpty();
  }

  @Test
  void aRepositoryThatWasSkippedIsNotFetched() {
    String ignored = "Ignoring repositories: dead\nMetadata cache created.\n";
    assertThat(DnfFailure.hiddenIn(Answers.result(0, "", ignored)))
        .contains(DnfFailure.UNAVAILABLE);
    assertThat(DnfFailure.hiddenIn(Answers.result(0, "", "Repositories loaded.\n"))).isEmpty();
  }

  private static String holder(String stderr) {
    return DnfFailure.holder(Answers.result(200, "", stderr)).orElseThrow();
  }

  private static FailureKind kindOf(int exitCode, String stderr) {
    return DnfFailure.of(Answers.result(exitCode, "", stderr)).kind();
  }
}
