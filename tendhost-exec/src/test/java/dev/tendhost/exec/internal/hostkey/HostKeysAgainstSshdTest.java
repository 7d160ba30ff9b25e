package dev.tendhost.exec.internal.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.apache.sshd.common.signature.Signature;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stock sshd shows when it is asked in the order of the known keys. */
class HostKeysAgainstSshdTest {
  private static final Duration BOUND = Duration.ofSeconds(30);

  @TempDir Path directory;

  @Test
  void aCertificateForTheAliasCountsWhateverAddressIsConnectedTo() throws Exception {
    Path ca = key("ca");
    Path host = key("host");
    keygen("-q", "-s", ca.toString(), "-I", "id", "-h", "-n", "web.lab", host + ".pub");
    Path known = directory.resolve("known_hosts");
    Files.writeString(known, "@cert-authority *.lab " + Files.readString(Path.of(ca + ".pub")));
    try (OpenSshServer server =
        OpenSshServer.start("HostKey " + host, "HostCertificate " + host + "-cert.pub")) {
      Hop hop =
          new Hop("127.0.0.1", server.port(), "root", "web.lab", null, List.of(), List.of(), false);
      assertThat(shown(hop, known(known, hop))).isInstanceOf(OpenSshCertificate.class);
      Hop direct = Hop.of("root", "127.0.0.1", server.port());
      Files.writeString(known, direct.keyName() + " " + Files.readString(Path.of(host + ".pub")));
      assertThat(shown(direct, known(known, direct))).isNotInstanceOf(OpenSshCertificate.class);
    }
  }

  @Test
  void aServerShowsTheKeyThatIsKnown() throws Exception {
    try (OpenSshServer server = OpenSshServer.start()) {
      for (String type : List.of("rsa", "ecdsa")) {
        Hop hop = Hop.of("root", "127.0.0.1", server.port());
        Path known = directory.resolve(type);
        String key = Files.readString(Path.of(server.hostKey(type) + ".pub"));
        Files.writeString(known, hop.keyName() + " " + key);
        assertThat(SshKey.of(shown(hop, known(known, hop))).type()).contains(type);
      }
    }
  }

  /** The key that a server shows, after it was found to be known. */
  private static PublicKey shown(Hop hop, KnownKeys known) throws Exception {
    SshClient client = SshClient.setUpDefaultClient();
    client.setKeyExchangeFactories(HostKeyExchanges.of(ClientBuilder.DEFAULT_KEX_PREFERENCE));
    List<String> order = known.order(client.getSignatureFactoriesNames());
    List<NamedFactory<Signature>> factories = new ArrayList<>(client.getSignatureFactories());
    factories.removeIf(factory -> !order.contains(factory.getName()));
    factories.sort(Comparator.comparingInt(factory -> order.indexOf(factory.getName())));
    client.setSignatureFactories(factories);
    CompletableFuture<PublicKey> shown = new CompletableFuture<>();
    client.setServerKeyVerifier(
        (session, address, key) -> {
          try {
            assertThat(known.check(key)).isTrue();
            shown.complete(key);
          } catch (RuntimeException | AssertionError e) {
            shown.completeExceptionally(e);
          }
          return false;
        });
    client.start();
    try {
      client.connect(hop.user(), hop.address(), hop.port()).verify(BOUND);
      return shown.get(BOUND.toSeconds(), TimeUnit.SECONDS);
    } finally {
      client.stop();
    }
  }

  private KnownKeys known(Path file, Hop hop) {
    HostKeyPolicy policy = HostKeyPolicy.strict().withKnownHosts(file);
    return Outcome.of(new KnownHostsFiles(policy, directory, Runnable::run).of(hop));
  }

  private Path key(String name) throws IOException {
    Path key = directory.resolve(name);
    keygen("-q", "-t", "ecdsa", "-N", "", "-f", key.toString());
    return key;
  }

  private static void keygen(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    words.add(0, Tools.need("ssh-keygen").toString());
    Tools.run(words.toArray(String[]::new));
  }
}
