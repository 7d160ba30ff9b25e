package dev.tendhost.exec.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leads to a host: its settings, the options, the ssh_config file. */
class RoutesTest extends RouteTests {
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
    Map<String, String> me = Map.of("ssh.default-user", "me");
    assertThat(route("db", 0, "", me).host().display()).isEqualTo("me@db:22");
    assertThat(route("web", 0, "", me).host().display()).isEqualTo("bob@web:7");
    assertThat(route("db", 0, "alice", me).host().display()).isEqualTo("alice@db:22");
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
  void aChangedFileCounts() throws IOException {
    Routes routes = routes();
    write("Port 7");
    assertThat(routes.of(managed("web", 0, "", Map.of())).result().host().port()).isEqualTo(7);
    write("Port 8");
    assertThat(routes.of(managed("web", 0, "", Map.of())).result().host().port()).isEqualTo(8);
  }
}
