package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.exec.ssh.SshSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HostArgumentTest {
  private static final String ME = System.getProperty("user.name");

  @Test
  void everyPartButTheAddressMayBeLeftOut() {
    assertHost("web-1.example.org", "web-1.example.org", ME, "web-1.example.org", 22);
    assertHost("admin@web-1", "web-1", "admin", "web-1", 22);
    assertHost("web-1:2222", "web-1-2222", ME, "web-1", 2222);
    assertHost("admin@10.0.0.1:2222", "10.0.0.1-2222", "admin", "10.0.0.1", 2222);
    assertHost("db=admin@10.0.0.1:2222", "db", "admin", "10.0.0.1", 2222);
    assertHost("db=10.0.0.1", "db", ME, "10.0.0.1", 22);
    assertHost("me@corp.example@web-1", "web-1", "me@corp.example", "web-1", 22);
  }

  @Test
  void whatWasNotTypedIsLeftToTheFile() {
    HostConfig bare = HostArgument.parse("web-1").configByFile();
    assertThat(bare.user()).isEmpty();
    assertThat(bare.port()).isZero();
    assertThat(bare.settings()).isEqualTo(Map.of(SshSettings.DEFAULT_USER, ME));
    HostConfig typed = HostArgument.parse("admin@web-1:22").configByFile();
    assertThat(typed.user()).isEqualTo("admin");
    assertThat(typed.port()).isEqualTo(22);
  }

  @Test
  void ipv6StandsInBrackets() {
    assertHost("user@[::1]:2222", "0--1-2222", "user", "::1", 2222);
    assertHost("[2001:db8::5]", "2001-db8--5", ME, "2001:db8::5", 22);
    assertHost("[fe80::1%eth0]:22", "fe80--1-eth0", ME, "fe80::1%eth0", 22);
    assertWrong("::1", "an IPv6 address is written in brackets");
    assertWrong("root@2001:db8::1", "an IPv6 address is written in brackets");
  }

  @Test
  void whatCannotBeRightIsRefusedWithTheRightForm() {
    assertWrong("", "\"\" is no address");
    assertWrong("admin@", "\"\" is no address");
    assertWrong("@web-1", "\"\" is no user");
    assertWrong("-oProxyCommand=x", "is no name");
    assertWrong("-web", "\"-web\" is no address");
    assertWrong("-x@web-1", "\"-x\" is no user");
    assertWrong("web 1", "\"web 1\" is no address");
    assertWrong("web-1:0", "\"0\" is no port");
    assertWrong("web-1:65536", "\"65536\" is no port");
    assertWrong("web-1:ssh", "is not a host");
    assertWrong("[zz::1]", "\"zz::1\" is no address");
    assertWrong("a b=web-1", "\"a b\" is no name");
    assertWrong("=web-1", "\"\" is no name");
    assertWrong("ssh://web-1", "is not a host");
  }

  @Test
  void everyShownExampleIsRight() {
    for (String example : List.of("admin@web-1.example.org:2222", "root@[2001:db8::1]:22")) {
      assertThatThrownBy(() -> HostArgument.parse("?")).hasMessageContaining(example);
      assertThat(HostArgument.parse(example).text()).isEqualTo(example);
    }
  }

  private static void assertHost(String text, String name, String user, String address, int port) {
    var config = HostArgument.parse(text).config();
    assertThat(List.of(config.name().value(), config.user(), config.address(), config.port() + ""))
        .as(text)
        .containsExactly(name, user, address, port + "");
  }

  private static void assertWrong(String text, String why) {
    assertThatThrownBy(() -> HostArgument.parse(text))
        .as(text)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why)
        .hasMessageContaining("write [name=][user@]address[:port]");
  }
}
