package dev.tendhost.exec.internal.hostkey;

import static dev.tendhost.api.FailureKind.HOST_KEY_CHANGED;
import static dev.tendhost.api.FailureKind.HOST_KEY_REVOKED;
import static dev.tendhost.api.FailureKind.HOST_KEY_UNKNOWN;
import static dev.tendhost.api.FailureKind.INVALID_CONFIGURATION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsFilesTest {
  private static final PublicKey ED = TestKeys.ed25519();
  private static final PublicKey EC = TestKeys.ecdsa();
  private static final PublicKey OTHER_EC = TestKeys.ecdsa();
  private static final PublicKey RSA = TestKeys.rsa();
  private static final Hop WEB = Hop.of("root", "Web", 22);
  private static final Hop WEB_2222 = Hop.of("root", "web", 2222);
  private static final String ED_CERTIFICATE = "ssh-ed25519-cert-v01@openssh.com";
  private static final List<String> SUPPORTED =
      List.of(
          ED_CERTIFICATE,
          "ssh-ed25519",
          "ecdsa-sha2-nistp256",
          "ecdsa-sha2-nistp384",
          "rsa-sha2-512",
          "rsa-sha2-256");

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = directory.resolve("known_hosts");
  }

  @Test
  void theKnownKeyIsTrusted() throws IOException {
    write("web " + line(EC), "web " + line(ED));
    assertThat(known(WEB).check(EC)).isTrue();
    assertThat(known(WEB).check(ED)).isTrue();
  }

  @Test
  void anUnknownKeyIsRefusedWithWhatToDo() {
    Fault fault = Faults.of(() -> known(WEB).check(ED));
    assertThat(fault.kind()).isEqualTo(HOST_KEY_UNKNOWN);
    assertThat(fault.message())
        .contains("web", "ssh-ed25519 " + SshKey.of(ED).fingerprint())
        .contains("ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub", file.toString())
        .contains("ssh.host-key");
    assertThat(fault.details())
        .containsEntry("line", "web " + line(ED))
        .containsEntry("fingerprint", SshKey.of(ED).fingerprint());
  }

  @Test
  void anUnknownKeyMayBeUsedOnceRememberedWhenThePolicySaysSo() {
    assertThat(Outcome.of(accepting().of(WEB)).check(ED)).isFalse();
  }

  @Test
  void anotherKeyOfTheSameTypeIsRefusedByEveryPolicy() throws IOException {
    write("# comment", "web " + line(ED), "web " + line(EC));
    for (HostKeys keys : List.of(strict(), accepting())) {
      Fault fault = Faults.of(() -> Outcome.of(keys.of(WEB)).check(OTHER_EC));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_CHANGED);
      assertThat(fault.message())
          .contains(SshKey.of(OTHER_EC).fingerprint(), SshKey.of(EC).fingerprint(), file + ":3");
    }
  }

  @Test
  void aKeyOfAnotherTypeThanAllKnownOnesIsChangedToo() throws IOException {
    write("web " + line(EC));
    for (HostKeys keys : List.of(strict(), accepting())) {
      Fault fault = Faults.of(() -> Outcome.of(keys.of(WEB)).check(ED));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_CHANGED);
      assertThat(fault.details()).containsEntry("knownAt", file + ":1");
    }
  }

  @Test
  void theRightKeyInEitherFileIsEnough() throws IOException {
    Path second = directory.resolve("second");
    write("web " + line(OTHER_EC));
    Files.writeString(second, "web " + line(EC));
    HostKeys keys =
        hostKeys(HostKeyPolicy.strict().withKnownHosts(file, directory.resolve("none"), second));
    assertThat(Outcome.of(keys.of(WEB)).check(EC)).isTrue();
  }

  @Test
  void aRevokedKeyIsRefusedWhateverElseIsSaid() throws IOException {
    write("web " + line(EC), "[web]:2222 " + line(EC), "@revoked w* " + line(EC));
    for (Hop hop : List.of(WEB, WEB_2222, pinned(WEB, SshKey.of(EC).fingerprint()))) {
      Fault fault = Faults.of(() -> Outcome.of(accepting().of(hop)).check(EC));
      assertThat(fault.kind()).isEqualTo(HOST_KEY_REVOKED);
      assertThat(fault.message()).contains(file + ":3", SshKey.of(EC).fingerprint());
    }
    assertThat(Faults.of(() -> known(WEB).check(ED)).kind()).isEqualTo(HOST_KEY_CHANGED);
  }

  @Test
  void aHostOnAnotherPortHasAKeyOfItsOwn() throws IOException {
    write("web " + line(EC), "[web]:2222 " + line(ED));
    assertThat(known(WEB_2222).check(ED)).isTrue();
    assertThat(Faults.of(() -> known(WEB_2222).check(EC)).kind()).isEqualTo(HOST_KEY_CHANGED);
    assertThat(Faults.of(() -> known(WEB).check(ED)).kind()).isEqualTo(HOST_KEY_CHANGED);
  }

  /** As ssh(1) does: "found matching key w/out port". */
  @Test
  void theKeyFiledWithoutAPortIsTrustedOnAnyAndNoOtherIsCalledChanged() throws IOException {
    write("web " + line(EC));
    assertThat(known(WEB_2222).check(EC)).isTrue();
    assertThat(known(WEB_2222).order(SUPPORTED).get(0)).isEqualTo("ecdsa-sha2-nistp256");
    assertThat(Faults.of(() -> known(WEB_2222).check(ED)).kind()).isEqualTo(HOST_KEY_UNKNOWN);
    assertThat(Faults.of(() -> known(WEB_2222).check(ED)).message()).contains("[web]:2222");
  }

  @Test
  void anAliasHasNoPort() throws IOException {
    write("alias " + line(EC));
    Hop hop = new Hop("web", 2222, "root", "Alias", null, List.of(), List.of(), false);
    assertThat(known(hop).check(EC)).isTrue();
  }

  @Test
  void thePinnedFingerprintDecidesAlone() throws IOException {
    write("web " + line(OTHER_EC));
    String right = SshKey.of(EC).fingerprint();
    assertThat(known(pinned(WEB, right)).check(EC)).isTrue();
    assertThat(known(pinned(WEB, right + "=")).check(EC)).isTrue();
    Fault fault = Faults.of(() -> known(pinned(WEB, right)).check(OTHER_EC));
    assertThat(fault.kind()).isEqualTo(HOST_KEY_CHANGED);
    assertThat(fault.message()).contains(right, SshKey.of(OTHER_EC).fingerprint(), "ssh.host-key");
  }

  @Test
  void aPinThatIsNoFingerprintIsAnError() {
    for (String pin : List.of("", "SHA256:abc", "MD5:00:11", "sha256:" + "a".repeat(43))) {
      Fault fault = Faults.of(strict().of(pinned(WEB, pin)));
      assertThat(fault.kind()).isEqualTo(INVALID_CONFIGURATION);
      assertThat(fault.message()).contains("ssh.host-key", "SHA256:");
    }
  }

  @Test
  void algorithmsOfKnownKeysComeFirst() throws IOException {
    write("rsa " + line(RSA), "both " + line(RSA), "both " + line(EC));
    assertThat(known(Hop.of("u", "rsa", 22)).order(SUPPORTED))
        .containsExactly(
            "rsa-sha2-512",
            "rsa-sha2-256",
            "ssh-ed25519",
            "ecdsa-sha2-nistp256",
            "ecdsa-sha2-nistp384");
    assertThat(known(Hop.of("u", "both", 22)).order(SUPPORTED))
        .startsWith("ecdsa-sha2-nistp256", "rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519");
    assertThat(known(WEB).order(SUPPORTED)).isEqualTo(SUPPORTED.subList(1, SUPPORTED.size()));
    assertThat(
            known(pinned(Hop.of("u", "both", 22), SshKey.of(RSA).fingerprint())).order(SUPPORTED))
        .startsWith("rsa-sha2-512");
  }

  @Test
  void algorithmsOfCertificatesComeFirstWhereAnAuthorityIsKnown() throws IOException {
    write("@cert-authority web " + line(RSA), "web " + line(EC));
    assertThat(known(WEB).order(SUPPORTED))
        .startsWith(ED_CERTIFICATE, "ecdsa-sha2-nistp256", "ssh-ed25519");
  }

  @Test
  void aFileThatCannotBeReadIsAnError() throws IOException {
    Files.createDirectory(file);
    Fault fault = Faults.of(strict().of(WEB));
    assertThat(fault.kind()).isEqualTo(INVALID_CONFIGURATION);
    assertThat(fault.message()).contains(file.toString());
  }

  @Test
  void aHostsOwnFilesCountInsteadOfThePolicys() throws IOException {
    write("web " + line(EC));
    Path own = Files.writeString(directory.resolve("own"), "web " + line(ED));
    Hop hop = new Hop("web", 22, "root", "web", null, List.of(own), List.of(), false);
    assertThat(known(hop).check(ED)).isTrue();
    assertThat(Faults.of(() -> known(hop).check(EC)).details())
        .containsEntry("knownAt", own + ":1");
  }

  @Test
  void aChangedFileIsReadAgainEvenIfItLooksTheSame() throws IOException {
    HostKeys keys = strict();
    write("web " + line(EC));
    assertThat(Outcome.of(keys.of(WEB)).check(EC)).isTrue();
    write("web " + line(OTHER_EC));
    assertThat(Outcome.of(keys.of(WEB)).check(OTHER_EC)).isTrue();
  }

  @Test
  void fingerprintsAreThoseOfSshKeygen() throws IOException {
    String keygen = Tools.need("ssh-keygen").toString();
    for (PublicKey key : List.of(ED, EC, RSA)) {
      Path pub = Files.writeString(Files.createTempFile(directory, "key", ".pub"), line(key));
      assertThat(Tools.run(keygen, "-lf", pub.toString())).contains(SshKey.of(key).fingerprint());
      SshKey same = SshKey.of(key);
      assertThat(SshKey.parse(same.type(), same.base64())).contains(same);
    }
  }

  private void write(String... lines) throws IOException {
    Files.write(file, List.of(lines));
  }

  private KnownKeys known(Hop hop) {
    return Outcome.of(strict().of(hop));
  }

  private HostKeys strict() {
    return hostKeys(HostKeyPolicy.strict().withKnownHosts(file));
  }

  private HostKeys accepting() {
    return hostKeys(HostKeyPolicy.acceptNew().withKnownHosts(file));
  }

  private HostKeys hostKeys(HostKeyPolicy policy) {
    return new KnownHostsFiles(policy, directory, Runnable::run);
  }

  private static Hop pinned(Hop hop, String fingerprint) {
    return new Hop(
        hop.address(),
        hop.port(),
        hop.user(),
        hop.keyName(),
        fingerprint,
        List.of(),
        List.of(),
        false);
  }

  private static String line(PublicKey key) {
    return SshKey.of(key).line();
  }
}
