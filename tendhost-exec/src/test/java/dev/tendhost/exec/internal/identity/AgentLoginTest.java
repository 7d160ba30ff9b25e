package dev.tendhost.exec.internal.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.LoginWays;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a real ssh-agent, at a stock OpenSSH server. */
class AgentLoginTest {
  private static OpenSshServer server;
  private static Path ca;
  private static Logins logins;

  @TempDir private static Path shared;
  @TempDir private Path directory;

  private RealAgent agent;

  @BeforeAll
  static void start() {
    ca = Kit.ed25519(shared.resolve("ca"));
    server = OpenSshServer.start("TrustedUserCAKeys " + ca + ".pub");
    logins = new Logins();
  }

  @AfterAll
  static void stop() {
    logins.close();
    server.close();
  }

  @BeforeEach
  void startAgent() {
    agent = new RealAgent(directory);
  }

  @AfterEach
  void stopAgent() {
    agent.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
  void signsWithEachKindOfKey(String kind) throws Exception {
    Path file = Kit.sshKeygen(directory.resolve("key"), "", "-t", kind);
    letIn(file);
    agent.add(file);

    Logins.Outcome outcome = logins.to(hop(), identities(), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).startsWith("keys offered: 1 from the agent");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ed25519", "rsa"})
  void signsWithACertificate(String kind) {
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
    agent.add(file);

    Logins.Outcome outcome = logins.to(hop(), identities(), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).startsWith("keys offered: 2 from the agent");
  }

  @Test
  void aNamedKeyGoesBeforeTwentyOfTheAgent() throws Exception {
    for (int i = 0; i < 20; i++) {
      agent.add(Kit.ed25519(directory.resolve("other" + i)));
    }
    StandardIdentities identities = identities(server.userKey());

    Logins.Outcome outcome = logins.to(hop(), identities, Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried())
        .contains("5 from the agent")
        .contains("15 further keys not offered, servers stop at 6 attempts");
  }

  @Test
  void identitiesOnlyLeavesOutTheOthers() throws Exception {
    Path file = Kit.ed25519(directory.resolve("mine"));
    letIn(file);
    agent.add(file, Kit.ed25519(directory.resolve("other")));
    Hop only =
        new Hop(
            "127.0.0.1", server.port(), server.user(), "k", null, List.of(), List.of(file), true);

    Logins.Outcome outcome = logins.to(only, identities(), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).contains("(from ~/mine)").doesNotContain("from the agent");
  }

  @Test
  void theSshConfigFileNamesTheAgentOrNone() throws Exception {
    Path file = Kit.ed25519(directory.resolve("mine"));
    letIn(file);
    agent.add(file);
    Path socket = Path.of(agent.environment().get("SSH_AUTH_SOCK"));
    Map<String, String> environment = Map.of("SSH_AUTH_SOCK", "/nowhere", "OTHER", "" + socket);
    StandardIdentities identities =
        new StandardIdentities(SshOptions.defaults(), environment, directory);
    for (String named : List.of(socket.toString(), "$OTHER")) {
      Logins.Outcome outcome = logins.to(by(named), identities, Kit.Source.none());
      assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    }
    for (String named : List.of("none", "$UNSET")) {
      Logins.Outcome outcome = logins.to(by(named), identities(), Kit.Source.none());
      assertThat(outcome.accepted()).isFalse();
      assertThat(outcome.tried()).contains("no agent, by the ssh_config file");
    }
    SshOptions without = SshOptions.defaults().withAgent(false);
    StandardIdentities never = new StandardIdentities(without, environment, directory);
    assertThat(logins.to(by(socket.toString()), never, Kit.Source.none()).accepted()).isFalse();
  }

  private static Hop by(String agent) {
    Hop hop = hop();
    LoginWays ways = new LoginWays(agent, LoginWays.USUAL.methods());
    return new Hop(
        hop.address(),
        hop.port(),
        hop.user(),
        hop.keyName(),
        null,
        List.of(),
        List.of(),
        false,
        ways);
  }

  @Test
  void anEncryptedFileWhoseKeyTheAgentHoldsNeedsNoPassphrase() throws Exception {
    Path file = Kit.ed25519(directory.resolve("mine"));
    agent.add(file);
    letIn(file);
    Tools.run(
        Kit.tool("ssh-keygen"), "-q", "-p", "-P", "", "-N", Kit.PASSPHRASE, "-f", file.toString());
    Kit.Source secrets = Kit.Source.none();

    Logins.Outcome outcome = logins.to(hop(), identities(file), secrets);

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).contains("(from ~/mine, by the agent)");
    assertThat(secrets.asked).isEmpty();
  }

  @Test
  void aPublicKeyStandsForTheOneInTheAgent() throws Exception {
    Path file = Kit.ed25519(directory.resolve("mine"));
    agent.add(file);
    letIn(file);
    Files.delete(file);

    Logins.Outcome outcome =
        logins.to(hop(), identities(Path.of(file + ".pub")), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).contains("(from ~/mine.pub, by the agent)");
  }

  /** It would have to ask a person first, and there is none: the next key has its turn. */
  @Test
  void anAgentThatWillNotSignDoesNotEndTheLogin() throws Exception {
    Path confirm = Kit.ed25519(directory.resolve("confirm"));
    letIn(confirm);
    Tools.run(
        "sh", "-c", "SSH_AUTH_SOCK=" + directory.resolve("agent") + " ssh-add -q -c " + confirm);
    Files.createDirectory(directory.resolve(".ssh"));
    letIn(Kit.ed25519(directory.resolve(".ssh/id_ed25519")));

    Logins.Outcome outcome = logins.to(hop(), identities(), Kit.Source.none());

    assertThat(outcome.accepted()).as(outcome.tried()).isTrue();
    assertThat(outcome.tried()).contains("could not sign: the agent refused");
  }

  private StandardIdentities identities(Path... files) {
    return new StandardIdentities(
        SshOptions.defaults().withIdentities(files), agent.environment(), directory);
  }

  private static void letIn(Path file) throws Exception {
    Files.writeString(
        server.authorizedKeys(), Kit.read(Path.of(file + ".pub")), StandardOpenOption.APPEND);
  }

  private static Hop hop() {
    return Hop.of(server.user(), "127.0.0.1", server.port());
  }
}
