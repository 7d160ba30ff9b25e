package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A thousand hosts with one encrypted key ask for its passphrase once, and forget it. */
class KeyFilesTest {
  private static final Hop HOP = Hop.of("root", "192.0.2.1", 22);

  @TempDir private Path directory;

  @Test
  void oneQuestionForAThousandHostsAtOnce() {
    Path file = encrypted("key");
    StandardIdentities identities = identities(file);
    Promise<Optional<Secret>> answer = Promise.promise();
    List<SecretRequest> asked = new ArrayList<>();
    SecretSource slow =
        request -> {
          synchronized (asked) {
            asked.add(request);
          }
          return answer.future();
        };

    List<Future<Login>> logins = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      logins.add(identities.of(HOP, Kit.host(), slow));
    }
    Secret secret = new Secret(Kit.PASSPHRASE.toCharArray());
    answer.complete(Optional.of(secret));

    logins.forEach(login -> assertThat(Kit.result(login).tried()).contains("ed25519 SHA256:"));
    assertThat(asked)
        .containsExactly(
            new SecretRequest(Kit.host(), Secret.SSH_KEY_PASSPHRASE, file.toString(), null));
    assertThat(Kit.wiped(secret)).isTrue();
  }

  @Test
  void aKeyOnceOpenStaysOpen() {
    StandardIdentities identities = identities(encrypted("key"));
    Kit.result(identities.of(HOP, Kit.host(), Kit.Source.of(Kit.PASSPHRASE)));
    Kit.Source later = Kit.Source.none();

    Login login = Kit.result(identities.of(HOP, Kit.host(), later));

    assertThat(login.tried()).startsWith("keys offered: ed25519");
    assertThat(later.asked).isEmpty();
  }

  @Test
  void aFileThatChangedIsReadAnew() throws Exception {
    Path file = encrypted("key");
    StandardIdentities identities = identities(file);
    String before =
        Kit.result(identities.of(HOP, Kit.host(), Kit.Source.of(Kit.PASSPHRASE))).tried();
    Files.delete(file);
    Kit.sshKeygen(directory.resolve("new"), "other", "-t", "ed25519");
    Files.move(directory.resolve("new"), file);
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    Kit.Source other = Kit.Source.of("other");

    String after = Kit.result(identities.of(HOP, Kit.host(), other)).tried();

    assertThat(other.asked).hasSize(1);
    assertThat(after).startsWith("keys offered: ed25519").isNotEqualTo(before);
  }

  @Test
  void anotherKeyOfTheSameSizeAndTimeIsReadAnew() throws Exception {
    FileTime unpacked = FileTime.fromMillis(1_000);
    Path file = Kit.ed25519(directory.resolve("key"));
    Files.setLastModifiedTime(file, unpacked);
    StandardIdentities identities = identities(file);
    String before = Kit.result(identities.of(HOP, Kit.host(), Kit.Source.none())).tried();

    Path other = Kit.ed25519(directory.resolve("other"));
    assertThat(Files.size(other)).isEqualTo(Files.size(file));
    Files.setLastModifiedTime(other, unpacked);
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);

    assertThat(Kit.result(identities.of(HOP, Kit.host(), Kit.Source.none())).tried())
        .startsWith("keys offered: ed25519")
        .isNotEqualTo(before);
  }

  @Test
  void aWrongPassphraseIsAskedForAgain() {
    StandardIdentities identities = identities(encrypted("key"));
    Kit.Source wrong = Kit.Source.of("wrong");

    assertThat(Kit.fault(identities.of(HOP, Kit.host(), wrong)).message())
        .contains("the passphrase is wrong");
    assertThat(wrong.given).allMatch(Kit::wiped);

    Login login = Kit.result(identities.of(HOP, Kit.host(), Kit.Source.of(Kit.PASSPHRASE)));
    assertThat(login.tried()).startsWith("keys offered: ed25519");
  }

  @Test
  void aPersonMayMistypeTwice() {
    StandardIdentities identities = identities(encrypted("key"));
    Deque<String> typed = new ArrayDeque<>(List.of("one", "two", Kit.PASSPHRASE, "unused"));

    Login login = Kit.result(identities.of(HOP, Kit.host(), typing(typed)));

    assertThat(login.tried()).startsWith("keys offered: ed25519");
    assertThat(typed).containsExactly("unused");
  }

  @Test
  void afterTheThirdTimeNobodyIsAsked() {
    StandardIdentities identities = identities(encrypted("key"));
    Deque<String> typed = new ArrayDeque<>(List.of("one", "two", "three", Kit.PASSPHRASE));

    assertThat(Kit.fault(identities.of(HOP, Kit.host(), typing(typed))).message())
        .contains("the passphrase is wrong");
    assertThat(typed).containsExactly(Kit.PASSPHRASE);
  }

  @Test
  void whatWasRefusedIsNotTriedAgain() {
    StandardIdentities identities = identities(encrypted("key"));
    Deque<String> typed = new ArrayDeque<>(List.of("same", "same", Kit.PASSPHRASE));

    assertThat(Kit.fault(identities.of(HOP, Kit.host(), typing(typed))).message())
        .contains("the passphrase is wrong");
    assertThat(typed).containsExactly(Kit.PASSPHRASE);
  }

  private static SecretSource typing(Deque<String> typed) {
    return request -> Future.succeededFuture(Optional.of(new Secret(typed.remove().toCharArray())));
  }

  @Test
  void aKeyThatIsNotEncryptedAsksForNothing() {
    Kit.Source secrets = Kit.Source.of("unused");

    Kit.result(identities(Kit.ed25519(directory.resolve("k"))).of(HOP, Kit.host(), secrets));

    assertThat(secrets.asked).isEmpty();
  }

  @Test
  void aSourceThatFailsOrThrowsIsSaidToHave() {
    StandardIdentities identities = identities(encrypted("key"));
    SecretSource failing = request -> Future.failedFuture("the vault is sealed");
    SecretSource throwing =
        request -> {
          throw new IllegalStateException("the vault is sealed");
        };

    for (SecretSource source : List.of(failing, throwing)) {
      assertThat(Kit.fault(identities.of(HOP, Kit.host(), source)).message())
          .endsWith("is encrypted and the secret source failed: the vault is sealed");
    }
  }

  @Test
  void filesAreAskedForOneAfterTheOther() {
    Path first = encrypted("first");
    Path second = encrypted("second");
    Kit.Source secrets = Kit.Source.of(Kit.PASSPHRASE);

    Kit.result(identities(first, second).of(HOP, Kit.host(), secrets));

    assertThat(secrets.asked)
        .extracting(SecretRequest::subject)
        .containsExactly(first.toString(), second.toString());
  }

  @Test
  void aDefaultKeyThatCannotBeOpenedIsTheErrorOnlyIfThereIsNothingElse() throws Exception {
    Files.createDirectory(directory.resolve(".ssh"));
    Path file = encrypted(".ssh/id_ed25519");
    StandardIdentities identities = identities();

    assertThat(Kit.fault(identities.of(HOP, Kit.host(), Kit.Source.none())).message())
        .contains(file.toString())
        .contains("has no passphrase for it");

    Kit.sshKeygen(directory.resolve(".ssh/id_rsa"), "", "-t", "rsa", "-b", "2048");
    assertThat(Kit.result(identities.of(HOP, Kit.host(), Kit.Source.none())).tried())
        .startsWith("keys offered: rsa SHA256:")
        .contains("has no passphrase for it");
  }

  @Test
  void withNothingAtAllTheLoginSaysSo() {
    Login login = Kit.result(identities().of(HOP, Kit.host(), Kit.Source.none()));

    assertThat(login.tried())
        .isEqualTo(
            "no key to offer; not there: ~/.ssh/id_ed25519; not there: ~/.ssh/id_ecdsa;"
                + " not there: ~/.ssh/id_rsa; no agent (SSH_AUTH_SOCK is not set);"
                + " no password configured");
  }

  @Test
  void theFilesOfTheHopGoBeforeThoseOfTheOptions() {
    Path ofOptions = Kit.ed25519(directory.resolve("options"));
    Path ofHop = Kit.ed25519(directory.resolve("hop"));
    Hop hop = new Hop("192.0.2.1", 22, "root", "k", null, List.of(), List.of(ofHop), false);

    Login login = Kit.result(identities(ofOptions).of(hop, Kit.host(), Kit.Source.none()));

    assertThat(login.tried()).contains("~/hop").doesNotContain("~/options");
  }

  private Path encrypted(String name) {
    Tools.need("ssh-keygen");
    return Kit.sshKeygen(directory.resolve(name), Kit.PASSPHRASE, "-t", "ed25519");
  }

  private StandardIdentities identities(Path... files) {
    return new StandardIdentities(SshOptions.defaults().withIdentities(files), Map.of(), directory);
  }
}
