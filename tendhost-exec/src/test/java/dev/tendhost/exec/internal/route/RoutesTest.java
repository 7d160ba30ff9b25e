package dev.tendhost.exec.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {
  @TempDir Path home;
  private Path config;
  private SshOptions options;

  @BeforeEach
  void nameTheFile() throws IOException {
    config = Files.createDirectory(home.resolve(".ssh")).resolve("config");
    options = SshOptions.defaults().withConfigFile(config);
  }

  @Test
  void withoutAFileAHostIsReachedAsItSays() {
    options = SshOptions.defaults();
    Route route = route("web", 2222, "alice", Map.of());
    assertThat(route).isEqualTo(new Route(List.of(), Hop.of("alice", "web", 2222)));
    assertThat(route.host().keyName()).isEqualTo("[web]:2222");
    assertThat(route("web", 22, "root", Map.of()).host().keyName()).isEqualTo("web");
  }

  @Test
  void settingsGoBeforeOptionsAndOptionsBeforeTheFile() throws IOException {
    write("Host web", "Port 7", "User bob", "IdentityFile /of/config", "ProxyJump jump.lab");
    Path own = Path.of("/of/options");
    assertThat(host(Map.of()).identities()).containsExactly(Path.of("/of/config"));
    options = options.withIdentities(own);
    assertThat(host(Map.of()).identities()).containsExactly(own);
    Map<String, String> settings =
        Map.of(
            "ssh.host-key", "SHA256:x",
            "ssh.known-hosts", "/of/host/known",
            "ssh.identity", "/of/host/key",
            "ssh.jump", "eve@gate:2022");
    Route route = route("web", 2222, "alice", settings);
    assertThat(route.host())
        .isEqualTo(
            new Hop(
                "web",
                2222,
                "alice",
                "[web]:2222",
                "SHA256:x",
                List.of(Path.of("/of/host/known")),
                List.of(Path.of("/of/host/key")),
                false));
    assertThat(route.jumps()).extracting(Hop::display).containsExactly("eve@gate:2022");
    assertThat(route.jumps().get(0).pinnedKey()).isNull();
    assertThat(route.jumps().get(0).identities()).containsExactly(own);
  }

  @Test
  void whatAHostSaysGoesBeforeTheFileAndWhatNobodySaysIsRootAndPort22() throws IOException {
    write("Host web", "Port 7", "User bob");
    assertThat(route("web", 0, "", Map.of()).host().display()).isEqualTo("bob@web:7");
    assertThat(route("web", 22, "root", Map.of()).host().display()).isEqualTo("root@web:22");
    assertThat(route("web", 2222, "alice", Map.of()).host().display()).isEqualTo("alice@web:2222");
    assertThat(route("db", 0, "", Map.of()).host().display()).isEqualTo("root@db:22");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          none                     | ''
          gate                     | me@gate:22
          bob@gate:2022            | bob@gate:2022
          gate,b@inner:3           | me@gate:22 b@inner:3
          ssh://bob@gate:2022      | bob@gate:2022
          ssh://bob@gate:2022/     | bob@gate:2022
          bob@[2001:db8::1]:2022   | bob@[2001:db8::1]:2022
          [2001:db8::1]            | me@[2001:db8::1]:22
          a@b@gate                 | a@b@gate:22
          """)
  void jumpsAreGivenAsSshHasThem(String jump, String expected) {
    options = SshOptions.defaults();
    Route route = route("web", 0, "", Map.of("ssh.jump", jump));
    assertThat(String.join(" ", route.jumps().stream().map(Hop::display).toList()))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ssh.jump        | gate:0
          ssh.jump        | gate:65536
          ssh.jump        | gate:x
          ssh.jump        | a,,b
          ssh.jump        | ''
          ssh.jump        | 2001:db8::1
          ssh.jump        | @gate
          ssh.jump        | gate/path
          ssh.jump        | root@web
          ssh.jump        | a@gate,a@gate
          ssh.identity    | id_rsa
          ssh.identity    | ~/.ssh/id_rsa
          ssh.known-hosts | ''
          """)
  void settingsThatCannotBeRightAreNamed(String setting, String value) {
    options = SshOptions.defaults();
    Fault fault = fault("web", Map.of(setting, value));
    assertThat(fault.message()).contains(setting);
  }

  @Test
  void jumpHostsAreLookedUpAndOnlyTheFirstHasJumpsOfItsOwn() throws IOException {
    write(
        "Host web",
        "  ProxyJump one,bob@two:3",
        "Host one",
        "  HostName one.lab",
        "  ProxyJump zero",
        "  IdentityFile /key/of/one",
        "  HostKeyAlias uno",
        "Host two",
        "  User never",
        "  ProxyJump ignored",
        "Host zero",
        "  Port 9");
    Route route = route("web", 0, "", Map.of());
    assertThat(route.jumps())
        .extracting(Hop::display)
        .containsExactly("me@zero:9", "me@one.lab:22", "bob@two:3");
    assertThat(route.jumps().get(1).identities()).containsExactly(Path.of("/key/of/one"));
    assertThat(route.jumps().get(1).keyName()).isEqualTo("uno");
  }

  @Test
  void aWayThatLeadsThroughItselfIsRefused() throws IOException {
    write("Host *", "ProxyJump gate");
    assertThat(fault("web", Map.of()).message()).contains(config + ":2", "me@gate:22");
    write("Host web", "ProxyJump a", "Host a", "ProxyJump b", "Host b", "ProxyJump a");
    assertThat(fault("web", Map.of()).message()).contains("me@a:22", "through itself");
  }

  @Test
  void tokensStandForWhatSshHasThemFor() throws IOException {
    write(
        "Host web",
        "HostName %h.lab%%",
        "Port 7",
        "User bob",
        "IdentityFile ~/k-%h-%n-%p-%r-%u-%%",
        "IdentityFile %d/key",
        "ProxyJump gate-%n-%r");
    Route route = route("web", 0, "", Map.of());
    assertThat(route.host().address()).isEqualTo("web.lab%");
    assertThat(route.host().identities())
        .containsExactly(home.resolve("k-web.lab%-web-7-bob-me-%"), home.resolve("key"));
    assertThat(route.jumps()).extracting(Hop::address).containsExactly("gate-web-bob");
  }

  @Test
  void anAliasIsWhatTheKeyIsFiledUnder() throws IOException {
    write("HostKeyAlias Web1", "Port 7", "IdentitiesOnly yes");
    assertThat(host(Map.of()).keyName()).isEqualTo("Web1");
    assertThat(host(Map.of()).identitiesOnly()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ProxyCommand nc %h %p         | proxycommand
          CanonicalizeHostname yes      | canonicalizehostname
          RevokedHostKeys /x            | revokedhostkeys
          BindAddress 10.0.0.1          | bindaddress
          Match exec true               | match exec
          Match final all               | match final
          Match host                    | needs an argument
          Port                          | no argument
          Port x                        | a port
          Port 0                        | a port
          Port 22 23                    | one argument
          HostName a b                  | one argument
          HostName "a                   | quote
          HostName %x                   | token
          IdentitiesOnly maybe          | yes or no
          IdentityAgent ${SOCKET}       | environment
          IdentityAgent a b             | one argument
          PasswordAuthentication maybe  | yes or no
          IdentityFile ~bob/key         | home directories
          IdentityFile ${HOME}/key      | environment
          IdentityFile ~/${KEYS}/key    | environment
          IdentityFile %i               | token
          User %u                       | tokens
          User ${NAME}                  | environment
          IdentityFile none             | not supported
          ProxyJump a:b                 | jump host
          Include ~bob/config           | home directories
          Include ~/${CONFIGS}/*        | environment
          """)
  void whatCannotBeHonouredIsNamedWithItsLine(String line, String problem) throws IOException {
    write("# comment", "", line);
    Fault fault = fault("web", Map.of());
    assertThat(fault.message()).startsWith(config + ":3").containsIgnoringCase(problem);
    if (!line.startsWith("Match") && !problem.equals("no argument") && !problem.equals("quote")) {
      write("Host other", line);
      assertThat(host(Map.of()).display()).isEqualTo("root@web:22");
    }
  }

  @Test
  void aHostBehindAByteOrderMarkIsNotIgnored() throws IOException {
    write("\uFEFFHost other", "HostName elsewhere");
    assertThat(fault("web", Map.of()).message()).startsWith(config + ":1").contains("no keyword");
  }

  @Test
  void whatIsHarmlessIsIgnored() throws IOException {
    write("ForwardAgent no", "Compression yes", "ProxyCommand none", "CanonicalizeHostname no");
    assertThat(host(Map.of())).isEqualTo(Hop.of("root", "web", 22));
  }

  @Test
  void matchStopsAtTheFirstCriterionThatDoesNotHold() throws IOException {
    write("Match host other exec \"exit 1\"", "Port 7");
    assertThat(host(Map.of()).port()).isEqualTo(22);
  }

  @Test
  void aFileThatOthersCanWriteToIsNotBelieved() throws IOException {
    write("Include part");
    Path part = Files.writeString(home.resolve(".ssh/part"), "Port 7\n");
    for (Path file : List.of(part, config)) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
      assertThat(fault("web", Map.of()).message()).contains(file.toString(), "chmod go-w");
    }
  }

  @Test
  void aFileThatIsNotThereIsAnErrorAndOneThatIsIncludedIsNot() throws IOException {
    assertThat(fault("web", Map.of()).message()).contains(config.toString());
    write("Include none none/*.conf");
    assertThat(host(Map.of()).port()).isEqualTo(22);
  }

  @Test
  void aFileThatIncludesItselfIsRefused() throws IOException {
    write("Include config");
    assertThat(fault("web", Map.of()).message()).contains(config + ":1", "16");
  }

  @Test
  void aChangedFileCounts() throws IOException {
    Routes routes = routes();
    write("Port 7");
    assertThat(routes.of(managed("web", 0, "", Map.of())).result().host().port()).isEqualTo(7);
    write("Port 8");
    assertThat(routes.of(managed("web", 0, "", Map.of())).result().host().port()).isEqualTo(8);
  }

  private void write(String... lines) throws IOException {
    Files.write(config, List.of(lines));
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
  }

  private Hop host(Map<String, String> settings) {
    return route("web", 0, "", settings).host();
  }

  private Fault fault(String address, Map<String, String> settings) {
    Throwable thrown = routes().of(managed(address, 0, "", settings)).cause();
    assertThat(thrown).isInstanceOf(Fault.class);
    assertThat(((Fault) thrown).kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    return (Fault) thrown;
  }

  private Route route(String address, int port, String user, Map<String, String> settings) {
    var future = routes().of(managed(address, port, user, settings));
    assertThat(catchThrowable(() -> future.toCompletionStage().toCompletableFuture().get()))
        .isNull();
    return future.result();
  }

  private Routes routes() {
    return new Routes(options, home, "me", Runnable::run);
  }

  private static ManagedHost managed(
      String address, int port, String user, Map<String, String> settings) {
    return new ManagedHost(HostName.of("name"), address, port, user, Set.of(), settings);
  }
}
