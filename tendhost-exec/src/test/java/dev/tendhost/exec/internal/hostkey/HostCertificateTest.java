package dev.tendhost.exec.internal.hostkey;

import static dev.tendhost.api.FailureKind.HOST_KEY_CHANGED;
import static dev.tendhost.api.FailureKind.HOST_KEY_REVOKED;
import static dev.tendhost.api.FailureKind.HOST_KEY_UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.identity.Ed25519;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.config.keys.OpenSshCertificateImpl;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostCertificateTest {
  private static final Hop WEB = Hop.of("root", "Web.lab", 22);

  @TempDir Path directory;
  private Path ca;
  private Path host;
  private Path file;

  @BeforeEach
  void makeKeys() throws IOException {
    Ed25519.register();
    ca = key("ca", "ecdsa");
    host = key("host", "ecdsa");
    file = directory.resolve("known_hosts");
    Files.writeString(file, "@cert-authority *.lab " + read(ca) + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          -h -n web.lab                   | yes
          -h -n db.lab,web.lab            | yes
          -h -n *.lab                     | yes
          -h                              | it is for no name at all
          -h -n web.lab -V always:forever | yes
          -h -n web.lab -V -1d:+1d        | yes
          -h -n web                       | it is for web, not for web.lab
          -h -n web.lab -V -2d:-1d        | not valid now
          -h -n web.lab -V +1d:+2d        | not valid now
          -n web.lab                      | not for hosts
          """)
  void aCertificateSpeaksForAMachine(String options, String expected) throws Exception {
    OpenSshCertificate certificate = certificate(ca, options.split(" "));
    if (expected.equals("yes")) {
      assertThat(known(WEB).check(certificate)).isTrue();
    } else {
      Fault fault = Faults.of(() -> known(WEB).check(certificate));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_UNKNOWN);
      assertThat(fault.message()).contains(expected);
    }
  }

  @Test
  void everyKindOfAuthorityCounts() throws Exception {
    Path rsa = key("rsa", "rsa");
    Files.writeString(file, "@cert-authority *.lab " + read(rsa));
    assertThat(known(WEB).check(certificate(rsa, "-h", "-n", "web.lab"))).isTrue();
    assertThat(known(WEB).check(certificate(rsa, "-h", "-n", "web.lab", "-t", "rsa-sha2-256")))
        .isTrue();
    Fault sha1 =
        Faults.of(() -> known(WEB).check(certificate(rsa, "-h", "-n", "web.lab", "-t", "ssh-rsa")));
    assertThat(sha1.message()).contains("its signature is wrong");
  }

  @Test
  void theBoundsOfItsTimeAreThoseOfOpenSsh() throws Exception {
    OpenSshCertificate certificate =
        certificate(ca, "-h", "-n", "web.lab", "-V", "20260101Z:20260102Z");
    assertThat(problem(certificate, "2025-12-31T23:59:59Z")).contains("not valid now");
    assertThat(problem(certificate, "2026-01-01T00:00:00Z")).isEmpty();
    assertThat(problem(certificate, "2026-01-01T23:59:59Z")).isEmpty();
    assertThat(problem(certificate, "2026-01-02T00:00:00Z")).contains("not valid now");
  }

  @Test
  void criticalOptionsAreRefused() throws Exception {
    OpenSshCertificate certificate = certificate(ca, "-h", "-n", "web.lab", "-O", "critical:x=y");
    assertThat(Faults.of(() -> known(WEB).check(certificate)).message())
        .contains("critical options");
  }

  @Test
  void aWrongSignatureIsRefused() throws Exception {
    OpenSshCertificate certificate = certificate(ca, "-h", "-n", "web.lab");
    byte[] message = certificate.getMessage().clone();
    message[message.length - 1] ^= 1;
    ((OpenSshCertificateImpl) certificate).setMessage(message);
    assertThat(problem(certificate, Instant.now().toString())).contains("signature is wrong");
  }

  @Test
  void anAuthorityThatIsNotKnownForTheHostFallsBackToThePlainKey() throws Exception {
    OpenSshCertificate certificate = certificate(key("other", "ecdsa"), "-h", "-n", "web.lab");
    Fault fault = Faults.of(() -> known(WEB).check(certificate));
    assertThat(fault.kind()).isEqualTo(HOST_KEY_UNKNOWN);
    assertThat(fault.message()).contains("not known for this host", plain().fingerprint());
    Files.writeString(file, "web.lab " + plain().line());
    assertThat(known(WEB).check(certificate)).isTrue();
    Files.writeString(file, "web.lab " + read(ca));
    assertThat(Faults.of(() -> known(WEB).check(certificate)).kind()).isEqualTo(HOST_KEY_CHANGED);
  }

  @Test
  void anAuthorityCountsOnEveryPort() throws Exception {
    OpenSshCertificate certificate = certificate(ca, "-h", "-n", "web.lab");
    assertThat(known(Hop.of("root", "web.lab", 2222)).check(certificate)).isTrue();
  }

  @Test
  void aRevokedAuthorityOrKeyIsRefused() throws Exception {
    OpenSshCertificate certificate = certificate(ca, "-h", "-n", "web.lab");
    for (String revoked : List.of(read(ca), plain().line())) {
      Files.writeString(
          file, "@cert-authority *.lab " + read(ca) + "\n@revoked * " + revoked + "\n");
      Fault fault = Faults.of(() -> known(WEB).check(certificate));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_REVOKED);
      assertThat(fault.message()).contains(file + ":2");
    }
  }

  @ParameterizedTest
  @CsvSource({"ecdsa", "ed25519", "rsa"})
  void aRevokedCertificateRevokesItsKey(String type) throws Exception {
    host = key("host-" + type, type);
    OpenSshCertificate certificate = certificate(ca, "-h", "-n", "web.lab");
    String revoked = Files.readString(Path.of(host + "-cert.pub")).strip();
    Files.writeString(
        file,
        "@cert-authority *.lab %s%nweb.lab %s%n@revoked * %s%n"
            .formatted(read(ca), read(host), revoked));
    for (PublicKey shown : List.of(certificate, certificate.getCertPubKey())) {
      Fault fault = Faults.of(() -> known(WEB).check(shown));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_REVOKED);
      assertThat(fault.message()).contains(file + ":3", plain().fingerprint());
    }
  }

  @Test
  void whatIsRememberedIsThePlainKey() throws Exception {
    OpenSshCertificate certificate = certificate(key("other", "ecdsa"), "-h", "-n", "web.lab");
    HostKeys keys =
        new KnownHostsFiles(
            HostKeyPolicy.acceptNew().withKnownHosts(file), directory, Runnable::run);
    assertThat(Outcome.of(keys.of(WEB)).check(certificate)).isFalse();
    Outcome.of(keys.remember(WEB, certificate));
    assertThat(Files.readAllLines(file)).last().isEqualTo("web.lab " + plain().line());
  }

  private static String problem(OpenSshCertificate certificate, String now) {
    return HostCertificate.problem(certificate, "web.lab", Instant.parse(now)).orElse("");
  }

  private KnownKeys known(Hop hop) {
    HostKeyPolicy policy = HostKeyPolicy.strict().withKnownHosts(file);
    return Outcome.of(new KnownHostsFiles(policy, directory, Runnable::run).of(hop));
  }

  private Path key(String name, String type) {
    Path key = directory.resolve(name);
    keygen("-q", "-t", type, "-N", "", "-C", "", "-f", key.toString());
    return key;
  }

  private OpenSshCertificate certificate(Path authority, String... options)
      throws IOException, GeneralSecurityException {
    List<String> words = new ArrayList<>(List.of("-q", "-s", authority.toString(), "-I", "id"));
    words.addAll(List.of(options));
    words.add(host + ".pub");
    keygen(words.toArray(String[]::new));
    PublicKey key =
        PublicKeyEntry.parsePublicKeyEntry(Files.readString(Path.of(host + "-cert.pub")))
            .resolvePublicKey(null, null, null);
    return (OpenSshCertificate) key;
  }

  private SshKey plain() throws IOException {
    String[] words = read(host).split(" ");
    return SshKey.parse(words[0], words[1]).orElseThrow();
  }

  private static String read(Path key) throws IOException {
    return Files.readString(Path.of(key + ".pub")).strip();
  }

  private static void keygen(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add(0, Tools.need("ssh-keygen").toString());
    Tools.run(words.toArray(String[]::new));
  }
}
