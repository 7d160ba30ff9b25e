package dev.tendhost.exec.internal.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings and ssh_config files that cannot be honoured. */
class RouteFaultsTest extends RouteTests {
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
  void aWayThatLeadsThroughItselfIsRefused() throws IOException {
    write("Host *", "ProxyJump gate");
    assertThat(fault("web", Map.of()).message()).contains(config + ":2", "me@gate:22");
    write("Host web", "ProxyJump a", "Host a", "ProxyJump b", "Host b", "ProxyJump a");
    assertThat(fault("web", Map.of()).message()).contains("me@a:22", "through itself");
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
}
