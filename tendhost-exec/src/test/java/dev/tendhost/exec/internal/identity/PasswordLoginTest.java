package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.password.PasswordChangeRequiredException;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords and questions, at a server inside this JVM that counts what it is told. */
class PasswordLoginTest {
  private static final String PASSWORD = "pässwörd €";

  @TempDir private Path directory;

  private final Queue<String> passwords = new ConcurrentLinkedQueue<>();
  private final Queue<List<String>> answers = new ConcurrentLinkedQueue<>();
  private SshServer server;
  private Logins logins;

  @BeforeEach
  void start() {
    Ed25519.register();
    logins = new Logins();
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setKeyPairProvider(KeyPairProvider.wrap(Kit.pair()));
    server.setPublickeyAuthenticator((user, key, session) -> false);
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          passwords.add(password);
          return password.equals(PASSWORD);
        });
  }

  @AfterEach
  void stop() throws IOException {
    logins.close();
    server.stop(true);
  }

  @Test
  void aPasswordIsAskedForWhenTheKeysWereRefused() throws Exception {
    serve(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE);
    Kit.Source secrets = Kit.Source.of(PASSWORD);

    Logins.Outcome outcome = logins.to(hop(), identities(true), secrets);

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(passwords).containsExactly(PASSWORD);
    assertThat(secrets.asked)
        .containsExactly(new SecretRequest(Kit.host(), Secret.SSH_PASSWORD, hop().display(), null));
    assertThat(secrets.given).allMatch(Kit::wiped);
    assertThat(outcome.tried()).contains("SHA256:").doesNotContain(PASSWORD);
  }

  @Test
  void noPasswordIsAskedForWhenAKeyIsAccepted() throws Exception {
    serve(UserAuthPublicKeyFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE);
    server.setPublickeyAuthenticator((user, key, session) -> true);
    Kit.Source secrets = Kit.Source.of(PASSWORD);

    assertThat(logins.to(hop(), identities(true), secrets).accepted()).isTrue();

    assertThat(secrets.asked).isEmpty();
  }

  @Test
  void noPasswordIsAskedForWhenTheHostDoesNotOfferIt() throws Exception {
    serve(UserAuthPublicKeyFactory.INSTANCE);
    Kit.Source secrets = Kit.Source.of(PASSWORD);

    Logins.Outcome outcome = logins.to(hop(), identities(true), secrets);

    assertThat(outcome.accepted()).isFalse();
    assertThat(secrets.asked).isEmpty();
    assertThat(outcome.tried()).endsWith("the host did not ask for a password");
  }

  @Test
  void noPasswordIsAskedForWhenTheOptionsDoNotSaySo() throws Exception {
    serve(UserAuthPasswordFactory.INSTANCE);
    Kit.Source secrets = Kit.Source.of(PASSWORD);

    Logins.Outcome outcome = logins.to(hop(), identities(false), secrets);

    assertThat(outcome.accepted()).isFalse();
    assertThat(secrets.asked).isEmpty();
    assertThat(outcome.tried()).endsWith("no password configured");
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws Exception {
    interactive((session, round) -> question("Password: ", false), list -> false);
    serve(UserAuthKeyboardInteractiveFactory.INSTANCE, UserAuthPasswordFactory.INSTANCE);

    Logins.Outcome outcome = logins.to(hop(), identities(true), Kit.Source.of("wrong"));

    assertThat(outcome.accepted()).isFalse();
    assertThat(passwords.size() + answers.size()).isEqualTo(1);
    assertThat(outcome.tried())
        .endsWith("the ssh-password was not accepted")
        .doesNotContain("wrong");
  }

  @Test
  void withoutAPasswordTheLoginEnds() throws Exception {
    serve(UserAuthPasswordFactory.INSTANCE);

    Logins.Outcome outcome = logins.to(hop(), identities(true), Kit.Source.none());

    assertThat(outcome.accepted()).isFalse();
    assertThat(passwords).isEmpty();
    assertThat(outcome.tried())
        .endsWith("the secret source has no ssh-password for " + hop().display());
  }

  @Test
  void anExpiredPasswordIsSaidToBe() throws Exception {
    serve(UserAuthPasswordFactory.INSTANCE);
    server.setPasswordAuthenticator(
        (user, password, session) -> {
          throw new PasswordChangeRequiredException("expired", "change it", "en");
        });

    Logins.Outcome outcome = logins.to(hop(), identities(true), Kit.Source.of(PASSWORD));

    assertThat(outcome.accepted()).isFalse();
    assertThat(outcome.tried()).contains("the host wants the password changed");
  }

  @Test
  void questionsAreAnswered() throws Exception {
    interactive(
        (session, round) -> {
          InteractiveChallenge challenge = question("Password: ", false);
          challenge.addPrompt("Verification code:\u001b[2J ", true);
          return challenge;
        },
        list -> list.equals(List.of(PASSWORD, "123456")));
    serve(UserAuthKeyboardInteractiveFactory.INSTANCE);
    Kit.Source secrets =
        new Kit.Source(
            request ->
                Optional.of(request.name().equals(Secret.SSH_PASSWORD) ? PASSWORD : "123456"));

    Logins.Outcome outcome = logins.to(hop(), identities(true), secrets);

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(secrets.asked)
        .containsExactly(
            new SecretRequest(Kit.host(), Secret.SSH_PASSWORD, hop().display(), "Password:"),
            new SecretRequest(
                Kit.host(), Secret.SSH_ANSWER, hop().display(), "Verification code: [2J"));
    assertThat(secrets.given).hasSize(2).allMatch(Kit::wiped);
  }

  @Test
  void anEchoedOrOneTimePasswordIsAnAnswer() throws Exception {
    interactive(
        (session, round) -> {
          InteractiveChallenge challenge = question("One-time password (OATH): ", false);
          challenge.addPrompt("Password hint", true);
          return challenge;
        },
        list -> true);
    serve(UserAuthKeyboardInteractiveFactory.INSTANCE);
    Kit.Source secrets = Kit.Source.of("1");

    assertThat(logins.to(hop(), identities(true), secrets).accepted()).isTrue();

    assertThat(secrets.asked)
        .extracting(SecretRequest::name)
        .containsExactly(Secret.SSH_ANSWER, Secret.SSH_ANSWER);
  }

  @Test
  void aHostThatAsksTooMuchGetsNoAnswer() throws Exception {
    interactive(
        (session, round) -> {
          InteractiveChallenge challenge = question("1?", true);
          for (int i = 0; i < 100; i++) {
            challenge.addPrompt("more?", true);
          }
          return challenge;
        },
        list -> true);
    serve(UserAuthKeyboardInteractiveFactory.INSTANCE);
    Kit.Source secrets = Kit.Source.of("1");

    Logins.Outcome outcome = logins.to(hop(), identities(true), secrets);

    assertThat(outcome.accepted()).isFalse();
    assertThat(secrets.asked).isEmpty();
    assertThat(outcome.tried()).endsWith("the host asked too many questions at once");
  }

  @Test
  void aPasswordThatTakesItsTimeKeepsNobodyWaiting() throws Exception {
    interactive((session, round) -> question("Password: ", false), list -> true);
    serve(UserAuthKeyboardInteractiveFactory.INSTANCE);
    Promise<Optional<Secret>> answer = Promise.promise();
    CountDownLatch asked = new CountDownLatch(1);
    SecretSource slow =
        request -> {
          asked.countDown();
          return answer.future();
        };
    StandardIdentities identities = identities(true);
    CompletableFuture<Logins.Outcome> waiting =
        CompletableFuture.supplyAsync(() -> logins.to(hop(), identities, slow));
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    assertThat(logins.to(hop(), identities, Kit.Source.of("x")).accepted()).isTrue();

    assertThat(waiting).isNotDone();
    answer.complete(Optional.of(new Secret("x".toCharArray())));
    assertThat(waiting.get(30, TimeUnit.SECONDS).accepted()).isTrue();
  }

  private interface Asking {
    InteractiveChallenge ask(ServerSession session, int round);
  }

  private interface Judging {
    boolean right(List<String> answers);
  }

  private void interactive(Asking asking, Judging judging) {
    server.setKeyboardInteractiveAuthenticator(
        new KeyboardInteractiveAuthenticator() {
          @Override
          public InteractiveChallenge generateChallenge(
              ServerSession session, String user, String language, String methods) {
            return asking.ask(session, answers.size());
          }

          @Override
          public boolean authenticate(ServerSession session, String user, List<String> given) {
            answers.add(given);
            return judging.right(given);
          }
        });
  }

  private static InteractiveChallenge question(String prompt, boolean echo) {
    InteractiveChallenge challenge = new InteractiveChallenge();
    challenge.setInteractionName("");
    challenge.setInteractionInstruction("");
    challenge.setLanguageTag("");
    challenge.addPrompt(prompt, echo);
    return challenge;
  }

  private void serve(UserAuthFactory... methods) throws IOException {
    server.setUserAuthFactories(List.of(methods));
    server.start();
  }

  private StandardIdentities identities(boolean password) {
    Path file = directory.resolve("key");
    if (!file.toFile().exists()) {
      Kit.ed25519(file);
    }
    return new StandardIdentities(
        SshOptions.defaults().withIdentities(file).withPassword(password), Map.of(), directory);
  }

  private Hop hop() {
    return Hop.of("somebody", "127.0.0.1", server.getPort());
  }
}
