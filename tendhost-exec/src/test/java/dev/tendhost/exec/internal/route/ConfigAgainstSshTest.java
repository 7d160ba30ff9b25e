package dev.tendhost.exec.internal.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.internal.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a file says to us is what it says to {@code ssh -G}. */
class ConfigAgainstSshTest {
  private static final Set<String> COMPARED =
      Set.of(
          "hostname",
          "port",
          "user",
          "identityfile",
          "identitiesonly",
          "identityagent",
          "pubkeyauthentication",
          "kbdinteractiveauthentication",
          "passwordauthentication",
          "preferredauthentications",
          "hostkeyalias",
          "proxyjump");

  private static final List<String> CONFIGS =
      List.of(
          "",
          "Port 7",
          "Host web\nPort 7\nHost *\nPort 8\nUser bob",
          "Host *\nPort 8\nHost web\nPort 7",
          "Host web db\n Port 7",
          "Host !web *\nPort 7",
          "Host * !web\nPort 7\nHost *\nPort 8",
          "Host w?b\nPort 7",
          "Host WEB\nPort 7",
          "Host=web\nPort=7",
          "Host = web\nPort\t=\t7",
          "hOsT web\npOrT 7",
          "Host \"web\"\nIdentityFile \"/a b\"\nIdentityFile '/c d'\nIdentityFile /e\\ f",
          "Host web # comment\nPort 7 # comment",
          "IdentityFile /a#b",
          "IdentityFile \"/a\"b\"\"",
          "IdentityFile /1\nIdentityFile /1\nHost web\nIdentityFile /2",
          "  \t Port   7  \t\r\n\r\n#x\r\nUser bob\r",
          "HostName Real.Lab\nPort 7",
          "HostName %h.lab\nHostKeyAlias Alias",
          "Match all\nPort 7",
          "Match host web\nPort 7",
          "Match host WEB\nPort 7",
          "HostName web.lab\nMatch host web\nPort 7\nMatch host *.lab\nPort 8",
          "HostName %h.lab\nMatch host web.lab\nPort 7",
          "HostName web.lab\nMatch originalhost web\nPort 7",
          "Match host db,we*\nPort 7",
          "Match host *,!web\nPort 7\nMatch !host db\nPort 8",
          "Match user bob\nPort 7\nMatch user *\nPort 8",
          "Match host web user *\nPort 7",
          "Match host=web\nPort 7",
          "Host db\nPort 7\nMatch host web\nPort 8\nMatch all\nUser never",
          "Include part*\nPort 7",
          "Port 7\nInclude part*",
          "Host db\nInclude part1\nHost web\nPort 8",
          "Host web\nInclude part1\nUser bob",
          "Host web\nInclude part2\nPort 7",
          "Include \"part1\" part2",
          "ProxyJump gate",
          "ProxyJump bob@gate:7,inner",
          "ProxyJump none\nProxyJump gate",
          "ProxyCommand none\nProxyJump gate",
          "ProxyJump gate\nProxyCommand nc",
          "IdentitiesOnly yes\nIdentitiesOnly no",
          "IdentityAgent none\nIdentityAgent /x",
          "IdentityAgent ~/agent-%h",
          "IdentityAgent \"/a b\"",
          "IdentityAgent SSH_AUTH_SOCK",
          "IdentityAgent $SOCKET",
          "PasswordAuthentication no\nPasswordAuthentication yes",
          "PasswordAuthentication yes\nPubkeyAuthentication no",
          "Host db\nPasswordAuthentication no\nHost web\nKbdInteractiveAuthentication no",
          "ChallengeResponseAuthentication no\nKbdInteractiveAuthentication yes",
          "PreferredAuthentications publickey,gssapi-with-mic",
          "PreferredAuthentications password,publickey\nPasswordAuthentication no",
          "PubkeyAuthentication unbound",
          "IdentityFile2 /1\nIdentityFile /2",
          "IgnoreUnknown foo*,bar\nFooBar 7\nBar x\nPort 7",
          "IgnoreUnknown *\nHost db\nFooBar 7\nHost web\nPort 7",
          "IgnoreUnknown FOO*\nFooBar 7\nPort 7");

  private static final List<String> REFUSED =
      List.of(
          "HostNmae web.lab",
          "Host db\nHostNmae web.lab",
          "IgnoreUnknown foo*\nBarFoo 7",
          "IgnoreUnknown *,!foo\nFoo 7",
          "IgnoreUnknown a*\nIgnoreUnknown foo*\nFooBar 7",
          "FooBar 7\nIgnoreUnknown foo*",
          "Host db\nIgnoreUnknown foo*\nHost web\nFooBar 7");

  @TempDir Path home;

  @Test
  void theTable() throws IOException {
    Path ssh = Files.createDirectory(home.resolve(".ssh"));
    write(ssh.resolve("part1"), "User part1\n");
    write(ssh.resolve("part2"), "Host db\nUser part2\nHost web\nHostKeyAlias part2\n");
    for (String config : CONFIGS) {
      assertThat(ours(config, "web")).as(config).isEqualTo(ofSsh(config, "web"));
    }
  }

  @Test
  void randomFiles() throws IOException {
    Files.createDirectory(home.resolve(".ssh"));
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < 12; line++) {
        lines.add(randomLine(random));
      }
      String config = String.join("\n", lines);
      String host = randomName(random);
      assertThat(ours(config, host)).as("%s in %s", host, config).isEqualTo(ofSsh(config, host));
    }
  }

  @Test
  void whatSshRefusesAsNoKeywordIsRefused() throws IOException {
    Files.createDirectory(home.resolve(".ssh"));
    for (String config : REFUSED) {
      assertThatThrownBy(() -> ofSsh(config, "web"))
          .as(config)
          .hasMessageContaining("Bad configuration option");
      int line = (int) config.lines().count();
      int wrong = config.startsWith("FooBar") ? 1 : line;
      assertThatThrownBy(() -> ours(config, "web"))
          .as(config)
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> assertThat(fault.kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION))
          .hasMessageContaining(home.resolve(".ssh/config") + ":" + wrong)
          .hasMessageContaining("IgnoreUnknown");
    }
  }

  /** A later ssh knows more keywords, and another's build others; none of this one's may lack. */
  @Test
  void everyKeywordOfSshIsKnown() throws IOException {
    String config = "PermitRemoteOpen any\nIdentityAgent none\nControlPath /x\nSetEnv A=b";
    Path file = write(home.resolve("ssh_config"), config);
    Set<String> keywords =
        Tools.run(Tools.need("ssh").toString(), "-G", "-F", file.toString(), "web")
            .lines()
            .map(line -> line.split(" ")[0].toLowerCase(Locale.ROOT))
            .filter(word -> !word.equals("pseudo-terminal"))
            .collect(Collectors.toSet());

    assertThat(keywords).contains("port", "setenv", "hashknownhosts").hasSizeGreaterThan(50);
    assertThat(keywords).allMatch(Keywords::isKnown);
  }

  private static String randomLine(Random random) {
    String name = randomName(random);
    return switch (random.nextInt(10)) {
      case 0, 1 -> "Host " + randomPattern(random) + " " + randomPattern(random);
      case 2 -> "Match host " + randomPattern(random) + "," + randomPattern(random);
      case 3 -> "Match user " + randomPattern(random) + " originalhost " + randomPattern(random);
      case 9 -> "Match !host " + randomPattern(random) + " !user " + randomPattern(random);
      case 4 -> "Port " + (1 + random.nextInt(9));
      case 5 -> "User " + name;
      case 6 -> "HostName " + name;
      case 7 -> "IdentityFile /" + name;
      default -> "HostKeyAlias " + name;
    };
  }

  private static String randomPattern(Random random) {
    String name = randomName(random);
    String pattern =
        switch (random.nextInt(4)) {
          case 0 -> "*";
          case 1 -> name.charAt(0) + "*";
          case 2 -> "?" + name.substring(1);
          default -> name;
        };
    return random.nextInt(5) == 0 ? "!" + pattern : pattern;
  }

  private static String randomName(Random random) {
    return "" + "ab".charAt(random.nextInt(2)) + "abC".charAt(random.nextInt(3));
  }

  private Set<String> ours(String config, String host) throws IOException {
    Path file = write(home.resolve(".ssh/config"), config);
    HopFinder.Found found =
        new HopFinder(file, home, System.getProperty("user.name"))
            .find(new JumpSpec(null, host, 0), System.getProperty("user.name"));
    Hop hop = found.hop();
    Set<String> lines =
        hop.identities().stream().map(f -> "identityfile " + f).collect(Collectors.toSet());
    lines.add("hostname " + hop.address().toLowerCase(Locale.ROOT));
    lines.add("port " + hop.port());
    lines.add("user " + hop.user());
    lines.add("identitiesonly " + (hop.identitiesOnly() ? "yes" : "no"));
    lines.add("methods " + hop.ways().methods());
    if (hop.ways().agent() != null) {
      lines.add("identityagent " + hop.ways().agent().replace(home.toString(), "HOME"));
    }
    lines.add("hostkeyalias " + hop.keyName().toLowerCase(Locale.ROOT));
    String jumps =
        found.jumps().stream().map(ConfigAgainstSshTest::shown).collect(Collectors.joining(","));
    if (!jumps.isEmpty()) {
      lines.add("proxyjump " + jumps);
    }
    return lines;
  }

  private static String shown(JumpSpec jump) {
    String user = jump.user() == null ? "" : jump.user() + "@";
    return user + jump.host() + (jump.port() == 0 ? "" : ":" + jump.port());
  }

  /** It includes from the real home directory, whatever is said. */
  private Set<String> ofSsh(String config, String host) throws IOException {
    String text = config.replaceAll("\\bpart", home + "/.ssh/part");
    Path file = write(home.resolve("ssh_config"), text);
    List<String> words = List.of(Tools.need("ssh").toString(), "-G", "-F", file.toString(), host);
    List<String> all =
        Tools.run(words.toArray(String[]::new))
            .lines()
            .filter(line -> COMPARED.contains(line.split(" ")[0]))
            .filter(line -> !line.startsWith("identityfile ~/.ssh/id_"))
            .toList();
    Set<String> lines = new HashSet<>(all);
    String name = Hop.filedUnder(value(all, "hostname"), Integer.parseInt(value(all, "port")));
    String alias = value(all, "hostkeyalias");
    lines.removeIf(line -> line.startsWith("hostkeyalias "));
    if (lines.remove("identityagent " + System.getProperty("user.home") + "/agent-" + host)) {
      lines.add("identityagent HOME/agent-" + host);
    }
    lines.removeIf(line -> line.matches("identityagent SSH_AUTH_SOCK|.*authentications? .*"));
    lines.add("methods " + methods(all));
    lines.add("hostkeyalias " + (alias.isEmpty() ? name : alias).toLowerCase(Locale.ROOT));
    return lines;
  }

  private static List<String> methods(List<String> lines) {
    String preferred = value(lines, "preferredauthentications");
    List<String> methods = new ArrayList<>();
    for (String method : LoginWays.USUAL.methods()) {
      String keyword =
          method.equals("publickey")
              ? "pubkeyauthentication"
              : method.equals("password")
                  ? "passwordauthentication"
                  : "kbdinteractiveauthentication";
      boolean named = preferred.isEmpty() || List.of(preferred.split(",")).contains(method);
      if (named && !value(lines, keyword).matches("no|false")) {
        methods.add(method);
      }
    }
    return methods;
  }

  private static String value(List<String> lines, String keyword) {
    return lines.stream()
        .filter(line -> line.startsWith(keyword + " "))
        .map(line -> line.substring(keyword.length() + 1))
        .findFirst()
        .orElse("");
  }

  private static Path write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
