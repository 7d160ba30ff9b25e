package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TerminalSecretsTest {
  private final List<String> questions = Collections.synchronizedList(new ArrayList<>());
  private final TerminalSecrets secrets =
      new TerminalSecrets(
          question -> {
            questions.add(question);
            return ("typed " + questions.size()).toCharArray();
          });

  @AfterEach
  void close() {
    secrets.close();
  }

  @Test
  void onePasswordServesAllHostsAndEveryReceiverMayWipeItsOwn() throws Exception {
    try (Secret first = find(request("a", Secret.SUDO_PASSWORD, null)).orElseThrow()) {
      assertThat(first.value()).isEqualTo("typed 1".toCharArray());
    }
    Secret second = find(request("b", Secret.SUDO_PASSWORD, null)).orElseThrow();
    assertThat(second.value()).isEqualTo("typed 1".toCharArray());
    assertThat(find(request("b", Secret.SSH_PASSWORD, "me@b:22")).orElseThrow().value())
        .isEqualTo("typed 2".toCharArray());
    assertThat(questions)
        .containsExactly(
            "sudo password, for a and all that ask: ",
            "Password for me@b:22 and all hosts that ask: ");
  }

  @Test
  void whoAsksForTheSameWaitsForNoOtherAnswer() throws Exception {
    CountDownLatch typing = new CountDownLatch(1);
    CountDownLatch forever = new CountDownLatch(1);
    Prompt slow =
        question -> {
          await(question.startsWith("sudo") ? typing : forever);
          return new char[] {'x'};
        };
    try (TerminalSecrets shared = new TerminalSecrets(slow)) {
      Future<?> first = shared.find(request("a", Secret.SUDO_PASSWORD, null));
      Future<?> other = shared.find(request("b", Secret.SSH_KEY_PASSPHRASE, "/k"));
      Future<?> second = shared.find(request("c", Secret.SUDO_PASSWORD, null));
      typing.countDown();
      Future.all(first, second).toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
      assertThat(other.isComplete()).isFalse();
      forever.countDown();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void everyKeyHasItsPassphraseAndEveryCodeIsAskedForAnew() throws Exception {
    find(request("a", Secret.SSH_KEY_PASSPHRASE, "/k1"));
    find(request("a", Secret.SSH_KEY_PASSPHRASE, "/k2"));
    SecretRequest code =
        new SecretRequest(host("a"), Secret.SSH_ANSWER, "me@a:22", "Code\u001b[2J: ");
    find(code);
    find(code);
    assertThat(questions)
        .containsExactly(
            "Passphrase of the key /k1: ",
            "Passphrase of the key /k2: ",
            "me@a:22 asks: Code [2J:: ",
            "me@a:22 asks: Code [2J:: ");
  }

  @Test
  void aPassphraseThatDidNotOpenItsKeyIsAskedForThreeTimes() throws Exception {
    SecretRequest request = request("a", Secret.SSH_KEY_PASSPHRASE, "/k");
    for (int i = 1; i <= 3; i++) {
      assertThat(find(request).orElseThrow().value()).isEqualTo(("typed " + i).toCharArray());
    }
    assertThat(find(request)).isEmpty();
    assertThat(questions)
        .containsExactly(
            "Passphrase of the key /k: ",
            "Wrong, try again. Passphrase of the key /k: ",
            "Wrong, try again. Passphrase of the key /k: ");
  }

  @Test
  void whoTypesNoPassphraseIsNotAskedForItByTheNextHost() throws Exception {
    try (TerminalSecrets nobody =
        new TerminalSecrets(
            question -> {
              questions.add(question);
              return new char[0];
            })) {
      for (String host : List.of("a", "b")) {
        SecretRequest request = request(host, Secret.SSH_KEY_PASSPHRASE, "/k");
        assertThat(
                nobody
                    .find(request)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(20, TimeUnit.SECONDS))
            .isEmpty();
      }
    }
    assertThat(questions).hasSize(1);
  }

  @Test
  void nothingTypedIsNoSecret() throws Exception {
    try (TerminalSecrets nobody = new TerminalSecrets(question -> null)) {
      assertThat(
              nobody
                  .find(request("a", Secret.SUDO_PASSWORD, null))
                  .toCompletionStage()
                  .toCompletableFuture()
                  .get(20, TimeUnit.SECONDS))
          .isEmpty();
    }
  }

  @Test
  void whenTheRunIsOverNothingIsAsked() throws Exception {
    secrets.close();
    assertThat(find(request("a", Secret.SUDO_PASSWORD, null))).isEmpty();
    assertThat(questions).isEmpty();
  }

  private Optional<Secret> find(SecretRequest request) throws Exception {
    return secrets
        .find(request)
        .toCompletionStage()
        .toCompletableFuture()
        .get(20, TimeUnit.SECONDS);
  }

  private static SecretRequest request(String host, String name, String subject) {
    return new SecretRequest(host(host), name, subject, null);
  }

  private static ManagedHost host(String name) {
    return new ManagedHost(HostName.of(name), name, 22, "me", Set.of(), Map.of());
  }
}
