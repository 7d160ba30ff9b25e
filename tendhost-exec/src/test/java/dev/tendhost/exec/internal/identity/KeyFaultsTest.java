package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that somebody named and that cannot be used is an error at once, in a plain sentence. */
class KeyFaultsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rwx--x---"})
  void openToOthers(String mode) throws Exception {
    Path file = Kit.ed25519(directory.resolve("key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

    assertThat(fault(file).message())
        .isEqualTo(
            "the key "
                + file
                + " can be read by others (mode "
                + mode
                + "), so it is not used: chmod 600 "
                + file);
  }

  @Test
  void missing() {
    assertThat(fault(directory.resolve("nothing")).message()).contains("nothing does not exist");
  }

  @Test
  void aDirectory() {
    assertThat(fault(directory).message()).contains("is not a regular file");
  }

  @Test
  void aPipeDoesNotBlock() {
    Path pipe = directory.resolve("pipe");
    Tools.run("mkfifo", "-m", "600", pipe.toString());

    assertThat(fault(pipe).message()).contains("is not a regular file");
  }

  /** Root reads everything, and a file that nobody else can read is no open one. */
  @Test
  void unreadable() throws Exception {
    Path file = Kit.ed25519(directory.resolve("key"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("-w-------"));

    if (Tools.root()) {
      assertThat(KeyFile.read(file).isPublic()).isFalse();
    } else {
      assertThat(fault(file).message()).contains("cannot be read by this user");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----",
        "-----BEGIN OPENSSH PRIVATE KEY-----\n!!!\n-----END OPENSSH PRIVATE KEY-----\n",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
        "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n"
      })
  void garbage(String content) {
    Fault fault = fault(Kit.secret(directory.resolve("key"), content));

    assertThat(fault.message()).contains("is damaged or no private key at all");
  }

  @Test
  void tooLarge() {
    Fault fault = fault(Kit.secret(directory.resolve("key"), "x".repeat(1_000_000)));

    assertThat(fault.message()).contains("is damaged or no private key at all");
  }

  @Test
  void cutOff() {
    Path file = Kit.ed25519(directory.resolve("key"));
    String whole = Kit.read(file);
    Kit.secret(
        file, whole.substring(0, whole.length() / 2) + "\n-----END OPENSSH PRIVATE KEY-----");

    assertThat(fault(file).message()).contains("is damaged");
  }

  @Test
  void aPublicKeyByMistake() {
    Path file = Kit.ed25519(directory.resolve("key"));

    assertThat(fault(Path.of(file + ".pub")).message()).contains("is a public key");
  }

  @Test
  void dsa() {
    Path file =
        Kit.secret(
            directory.resolve("key"), "-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END-----");

    assertThat(fault(file).message()).contains("is a DSA key, which is not supported");
  }

  @Test
  void putty() {
    Path file = Kit.secret(directory.resolve("key"), "PuTTY-User-Key-File-3: ssh-ed25519\n");

    assertThat(fault(file).message()).contains("puttygen");
  }

  @Test
  void encryptedWithoutPassphrase() {
    Path file = Kit.sshKeygen(directory.resolve("key"), Kit.PASSPHRASE, "-t", "ed25519");

    assertThat(fault(file).message())
        .contains("is encrypted and the secret source has no passphrase for it")
        .contains("ssh-add");
  }

  @Test
  void encryptedWithTheWrongPassphrase() {
    Path file = Kit.sshKeygen(directory.resolve("key"), Kit.PASSPHRASE, "-t", "ed25519");
    StandardIdentities identities = identities(file, Map.of());

    Fault fault = Kit.fault(identities.of(hop(), Kit.host(), Kit.Source.of("hunter2")));

    assertThat(fault.kind()).isEqualTo(FailureKind.KEY_UNUSABLE);
    assertThat(fault.message()).contains("the passphrase is wrong").doesNotContain("hunter2");
  }

  @Test
  void theVariableIsNotEchoed() {
    String secret = "c2VjcmV0LXNlY3JldA";
    for (String value :
        new String[] {
          secret, "%%%" + secret, Base64.getEncoder().encodeToString(secret.getBytes())
        }) {
      StandardIdentities identities = identities(null, Map.of("TENDHOST_SSH_KEY", value));

      Fault fault = Kit.fault(identities.of(hop(), Kit.host(), Kit.Source.none()));

      assertThat(fault.kind()).isEqualTo(FailureKind.KEY_UNUSABLE);
      assertThat(fault.message()).startsWith("the key TENDHOST_SSH_KEY is ");
      assertThat(fault.toString() + fault.details() + fault.getCause()).doesNotContain(secret);
    }
  }

  private Fault fault(Path file) {
    Fault fault = Kit.fault(identities(file, Map.of()).of(hop(), Kit.host(), Kit.Source.none()));
    assertThat(fault.kind()).isEqualTo(FailureKind.KEY_UNUSABLE);
    assertThat(fault.details()).containsEntry("key", file.toString());
    return fault;
  }

  private StandardIdentities identities(Path file, Map<String, String> environment) {
    SshOptions options = SshOptions.defaults();
    return new StandardIdentities(
        file == null ? options : options.withIdentities(file), environment, directory);
  }

  private static Hop hop() {
    return Hop.of("root", "192.0.2.1", 22);
  }
}
