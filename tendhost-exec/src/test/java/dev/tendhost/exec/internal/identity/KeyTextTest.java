package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key in every format that OpenSSH and OpenSSL write it in, encrypted and not. */
class KeyTextTest {
  @TempDir private Path directory;

  @BeforeAll
  static void register() {
    Ed25519.register();
  }

  static Stream<Arguments> ofSshKeygen() {
    return Stream.of("ed25519", "ecdsa 256", "ecdsa 384", "ecdsa 521", "rsa 2048", "rsa 3072")
        .flatMap(
            kind ->
                Stream.of("RFC4716", "PEM", "PKCS8")
                    // ssh-keygen writes ed25519 in its own format, whatever it is asked for.
                    .filter(format -> !kind.equals("ed25519") || format.equals("RFC4716"))
                    .flatMap(
                        format ->
                            Stream.of("", Kit.PASSPHRASE)
                                .map(phrase -> Arguments.of(kind, format, phrase))));
  }

  @ParameterizedTest
  @MethodSource
  void ofSshKeygen(String kind, String format, String passphrase) {
    String[] words = kind.split(" ");
    Path file = directory.resolve("key");
    if (words.length == 1) {
      Kit.sshKeygen(file, passphrase, "-t", kind, "-m", format);
    } else {
      Kit.sshKeygen(file, passphrase, "-t", words[0], "-b", words[1], "-m", format);
    }

    reads(file, passphrase);
  }

  @ParameterizedTest
  @CsvSource({
    "ED25519,",
    "RSA,rsa_keygen_bits:2048",
    "EC,ec_paramgen_curve:P-256",
    "EC,ec_paramgen_curve:P-384",
    "EC,ec_paramgen_curve:P-521"
  })
  void pkcs8OfOpenssl(String algorithm, String option) throws Exception {
    for (String cipher : new String[] {"", "-aes-256-cbc", "-aes-128-cbc"}) {
      Path file = directory.resolve(algorithm + cipher);
      String command = Kit.tool("openssl") + " genpkey -quiet -algorithm " + algorithm;
      command += option == null ? "" : " -pkeyopt " + option;
      command += cipher.isEmpty() ? "" : " " + cipher + " -pass 'pass:" + Kit.PASSPHRASE + "'";
      shell(command.replace("-quiet ", "") + " -out " + file + " 2>&1");
      closed(file);
      publicBeside(file, cipher.isEmpty() ? "" : Kit.PASSPHRASE);

      reads(file, cipher.isEmpty() ? "" : Kit.PASSPHRASE);
    }
  }

  @ParameterizedTest
  @CsvSource({"-aes128", "-aes192", "-aes256", "-des3"})
  void traditionalPemOfOpenssl(String cipher) throws Exception {
    Path plain = Kit.sshKeygen(directory.resolve("p"), "", "-t", "rsa", "-b", "2048", "-m", "PEM");
    Path file = directory.resolve("key");
    shell(
        Kit.tool("openssl")
            + " rsa -traditional "
            + cipher
            + " -passout 'pass:"
            + Kit.PASSPHRASE
            + "' -in "
            + plain
            + " -out "
            + file
            + " 2>&1");
    closed(file);
    Files.copy(Path.of(plain + ".pub"), Path.of(file + ".pub"));
    assertThat(Kit.read(file)).contains("Proc-Type: 4,ENCRYPTED");

    reads(file, Kit.PASSPHRASE);
  }

  @Test
  void anEncryptionThatThisJavaDoesNotKnowIsNamed() throws Exception {
    Path file = directory.resolve("key");
    shell(
        Kit.tool("openssl")
            + " genpkey -algorithm ED25519 2>/dev/null | openssl pkcs8 -topk8 -scrypt -passout 'pass:"
            + Kit.PASSPHRASE
            + "' -out "
            + file
            + " 2>&1");
    closed(file);

    assertThatThrownBy(() -> KeyFile.read(file).decode(Kit.PASSPHRASE.toCharArray()))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("is encrypted in a way that is not supported")
        .hasMessageContaining("ssh-keygen -p -f " + file);
  }

  private void reads(Path file, String passphrase) {
    KeyText text = KeyFile.read(file);
    assertThat(text.isPublic()).isFalse();
    assertThat(text.encrypted()).isEqualTo(!passphrase.isEmpty());
    if (text.publicKey() != null) {
      assertThat(KeyUtils.compareKeys(text.publicKey(), Kit.publicKey(file))).isTrue();
    }

    KeyPair pair = text.decode(passphrase.isEmpty() ? null : passphrase.toCharArray());
    assertThat(KeyUtils.compareKeys(pair.getPublic(), Kit.publicKey(file))).isTrue();

    if (!passphrase.isEmpty()) {
      assertThatThrownBy(() -> KeyFile.read(file).decode("wrong".toCharArray()))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("the passphrase is wrong")
          .extracting(thrown -> ((Fault) thrown).kind())
          .isEqualTo(FailureKind.KEY_UNUSABLE);
    }
  }

  /** ssh-keygen cannot read ed25519 keys in PKCS#8, so OpenSSL tells the public key. */
  private void publicBeside(Path file, String passphrase) throws Exception {
    Path der = directory.resolve("public.der");
    shell(
        Kit.tool("openssl")
            + " pkey -passin 'pass:"
            + passphrase
            + "' -pubout -outform DER -out "
            + der
            + " -in "
            + file);
    byte[] bytes = Files.readAllBytes(der);
    String kind = file.getFileName().toString().replaceFirst("-.*", "");
    PublicKey key =
        KeyFactory.getInstance(kind.equals("ED25519") ? "Ed25519" : kind)
            .generatePublic(new X509EncodedKeySpec(bytes));
    Files.writeString(Path.of(file + ".pub"), PublicKeyEntry.toString(key));
  }

  private static void closed(Path file) throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void shell(String command) {
    Tools.run("sh", "-c", command);
  }
}
