package dev.tendhost.exec.internal.identity;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.Secret;
import dev.tendhost.core.port.SecretRequest;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Keys made by OpenSSH and OpenSSL, sources of secrets, and waiting with a bound. */
final class Kit {
  static final String PASSPHRASE = "correct horse";

  private Kit() {}

  /** A new key of ssh-keygen; the words go before the passphrase and the file. */
  static Path sshKeygen(Path file, String passphrase, String... words) {
    List<String> command = new ArrayList<>(List.of(tool("ssh-keygen"), "-q"));
    command.addAll(List.of(words));
    command.addAll(List.of("-N", passphrase, "-f", file.toString()));
    Tools.run(command.toArray(String[]::new));
    return file;
  }

  static Path ed25519(Path file) {
    return sshKeygen(file, "", "-t", "ed25519");
  }

  static String tool(String name) {
    return Tools.need(name).toString();
  }

  static Path secret(Path file, String content) {
    try {
      Files.writeString(file, content);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static PublicKey publicKey(Path privateFile) {
    PublicKey key = PublicKeyText.read(Path.of(privateFile + ".pub"));
    if (key == null) {
      throw new AssertionError("no public key beside " + privateFile);
    }
    return key;
  }

  /** A new key of the JDK. */
  static KeyPair pair() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static ManagedHost host() {
    return new ManagedHost(new HostName("web-1"), "192.0.2.1", 22, "root", Set.of(), Map.of());
  }

  /** Answers with one secret to whatever is asked, and remembers what was. */
  static final class Source implements SecretSource {
    final Queue<SecretRequest> asked = new ConcurrentLinkedQueue<>();
    final Queue<Secret> given = new ConcurrentLinkedQueue<>();
    private final java.util.function.Function<SecretRequest, Optional<String>> answer;

    Source(java.util.function.Function<SecretRequest, Optional<String>> answer) {
      this.answer = answer;
    }

    static Source of(String secret) {
      return new Source(request -> Optional.of(secret));
    }

    static Source none() {
      return new Source(request -> Optional.empty());
    }

    @Override
    public Future<Optional<Secret>> find(SecretRequest request) {
      asked.add(request);
      return Future.succeededFuture(
          answer
              .apply(request)
              .map(
                  text -> {
                    Secret secret = new Secret(text.toCharArray());
                    given.add(secret);
                    return secret;
                  }));
    }
  }

  static boolean wiped(Secret secret) {
    return new String(secret.value()).chars().allMatch(letter -> letter == 0);
  }

  static <T> T result(Future<T> future) {
    end(future);
    if (future.failed()) {
      throw new AssertionError("must not fail", future.cause());
    }
    return future.result();
  }

  static Fault fault(Future<?> future) {
    end(future);
    if (future.cause() instanceof Fault fault) {
      return fault;
    }
    throw new AssertionError("must fail with a Fault", future.cause());
  }

  private static void end(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // The caller looks.
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("did not complete in time", e);
    }
  }
}
