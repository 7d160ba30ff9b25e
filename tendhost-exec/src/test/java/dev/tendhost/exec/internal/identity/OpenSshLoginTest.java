package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Real logins to a stock OpenSSH server. */
class OpenSshLoginTest {
  private static OpenSshServer server;
  private static Path ca;
  private static Logins logins;

  @TempDir private static Path shared;
  @TempDir private Path directory;

  @BeforeAll
  static void start() {
    ca = Kit.ed25519(shared.resolve("ca"));
    server = OpenSshServer.start("TrustedUserCAKeys " + ca + ".pub", "MaxAuthTries 6");
    logins = new Logins();
  }

  @AfterAll
  static void stop() {
    logins.close();
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ed25519,0,",
    "ed25519,0,p",
    "ecdsa,256,",
    "ecdsa,384,p",
    "ecdsa,521,",
    "rsa,2048,",
    "rsa,3072,p"
  })
  void withEachKindOfKey(String kind, String bits, String encrypted) throws Exception {
    String passphrase = encrypted == null ? "" : Kit.PASSPHRASE;
    Path file = directory.resolve("key");
    if (bits.equals("0")) {
      Kit.sshKeygen(file, passphrase, "-t", kind);
    } else {
      Kit.sshKeygen(file, passphrase, "-t", kind, "-b", bits);
    }
    letIn(file);
    Kit.Source secrets = Kit.Source.of(Kit.PASSPHRASE);

    Logins.Outcome outcome = logins.to(hop(), with(file), secrets);

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(secrets.asked).hasSize(encrypted == null ? 0 : 1);
    assertThat(secrets.given).allMatch(Kit::wiped);
    assertThat(outcome.tried())
        .startsWith("keys offered: " + kind)
        .contains("SHA256:")
        .contains("(from ~/key)")
        .endsWith("no password configured");
  }

  @Test
  void theKeyExchangeIsModern() {
    Logins.Outcome outcome = logins.to(hop(), with(server.userKey()), Kit.Source.none());

    assertThat(outcome.kex())
        .isIn(
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "sntrup761x25519-sha512",
            "sntrup761x25519-sha512@openssh.com",
            "mlkem768x25519-sha256");
  }

  @ParameterizedTest
  @EnumSource(
      value = BuiltinSignatures.class,
      names = {"ed25519", "nistp256", "rsaSHA512"})
  void withEachKindOfHostKey(BuiltinSignatures kind) {
    try (Logins some = new Logins().expecting(kind)) {
      Logins.Outcome outcome = some.to(hop(), with(server.userKey()), Kit.Source.none());

      assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
      assertThat(outcome.hostKey()).isEqualTo(kind.getName());
    }
  }

  @ParameterizedTest
  @CsvSource({"ed25519", "ecdsa", "rsa"})
  void withACertificate(String kind) {
    Path file = Kit.sshKeygen(directory.resolve("key"), "", "-t", kind);
    Tools.run(
        Kit.tool("ssh-keygen"),
        "-q",
        "-s",
        ca.toString(),
        "-I",
        "me",
        "-n",
        server.user(),
        "-V",
        "-1m:+10m",
        file + ".pub");

    Logins.Outcome outcome = logins.to(hop(), with(file), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried())
        .startsWith("keys offered: " + kind)
        .contains(" certificate SHA256:");
  }

  @Test
  void withTheKeyOfTheEnvironment() throws Exception {
    String once = Base64.getEncoder().encodeToString(Files.readAllBytes(server.userKey()));
    String lines = Base64.getMimeEncoder().encodeToString(Files.readAllBytes(server.userKey()));
    for (String value : List.of(once, lines + "\n")) {
      StandardIdentities identities =
          new StandardIdentities(
              SshOptions.defaults(), Map.of("TENDHOST_SSH_KEY", value), directory);

      Logins.Outcome outcome = logins.to(hop(), identities, Kit.Source.none());

      assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
      assertThat(outcome.tried()).contains("(from TENDHOST_SSH_KEY)");
    }
  }

  @Test
  void withTheDefaultFiles() throws Exception {
    Files.createDirectory(directory.resolve(".ssh"));
    letIn(Kit.sshKeygen(directory.resolve(".ssh/id_ecdsa"), "", "-t", "ecdsa"));
    Kit.secret(directory.resolve(".ssh/id_rsa"), "garbage");
    StandardIdentities identities =
        new StandardIdentities(SshOptions.defaults(), Map.of(), directory);

    Logins.Outcome outcome = logins.to(hop(), identities, Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried())
        .contains("(from ~/.ssh/id_ecdsa)")
        .contains("not there: ~/.ssh/id_ed25519")
        .contains("id_rsa is damaged")
        .contains("no agent (SSH_AUTH_SOCK is not set)");
  }

  @Test
  void aKeyThatTheHostDoesNotKnowIsRefusedAndNamed() {
    Path file = Kit.ed25519(directory.resolve("stranger"));

    Logins.Outcome outcome = logins.to(hop(), with(file), Kit.Source.none());

    assertThat(outcome.accepted()).isFalse();
    assertThat(outcome.tried()).startsWith("keys offered: ed25519 SHA256:").contains("~/stranger");
  }

  @Test
  void aKeyThatTheSessionWasGivenStillWorks() throws Exception {
    KeyPair pair = KeyFile.read(server.userKey()).decode(null);

    assertThat(logins.accepts(hop(), pair)).isTrue();
  }

  private StandardIdentities with(Path... files) {
    return new StandardIdentities(SshOptions.defaults().withIdentities(files), Map.of(), directory);
  }

  private static void letIn(Path file) throws Exception {
    Files.writeString(
        server.authorizedKeys(), Kit.read(Path.of(file + ".pub")), StandardOpenOption.APPEND);
  }

  private static Hop hop() {
    return Hop.of(server.user(), "127.0.0.1", server.port());
  }
}
