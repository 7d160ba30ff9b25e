package dev.tendhost.exec.internal.route;

import dev.tendhost.exec.internal.FileCache;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes a hop of what somebody typed and what an ssh_config(5) file says about it. */
final class HopFinder {
  /** What would lead elsewhere, or trust more, if it were ignored. */
  private static final Set<String> REFUSED =
      Set.of("bindaddress", "bindinterface", "canonicalizehostname", "revokedhostkeys");

  private static final int SSH_PORT = 22;
  private static final int LAST_PORT = 65_535;

  private final FileCache<List<ConfigLine>> files =
      new FileCache<>("ssh_config", ConfigParser::parse);
  private final @Nullable Path configFile;
  private final Path home;
  private final String localUser;

  HopFinder(@Nullable Path configFile, Path home, String localUser) {
    this.configFile = configFile;
    this.home = home;
    this.localUser = localUser;
  }

  /**
   * A hop, and the jumps that the file says lead to it.
   *
   * @param hop with the files of its keys, as far as the file says
   * @param jumps nearest first
   * @param jumpLine where they are said; null: nowhere
   */
  record Found(Hop hop, List<JumpSpec> jumps, @Nullable ConfigLine jumpLine) {}

  /**
   * Looks a machine up.
   *
   * @param typed what somebody typed; user and port count only if said
   * @param otherwise the user if neither he nor the file says
   */
  Found find(JumpSpec typed, String otherwise) {
    String user = typed.user() == null ? otherwise : typed.user();
    ConfigPass pass = new ConfigPass(files, home, typed, otherwise, localUser);
    if (configFile != null) {
      pass.read(configFile);
    }
    refuse(pass);
    ConfigLine userLine = pass.line("user");
    if (typed.user() == null && userLine != null) {
      user = userLine.user();
    }
    int port = typed.port() == 0 ? port(pass.line("port")) : typed.port();
    String address = address(pass.line("hostname"), typed.host());
    ConfigLine alias = pass.line("hostkeyalias");
    Expansion expansion = new Expansion(typed.host(), address, port, user);
    ConfigLine jumpLine = pass.line("proxyjump");
    Hop hop =
        new Hop(
            address,
            port,
            user,
            alias == null ? Hop.filedUnder(address, port) : alias.argument(),
            null,
            List.of(),
            pass.identities().stream().map(line -> identity(line, expansion)).distinct().toList(),
            flag(pass.line("identitiesonly"), false),
            new LoginWays(agent(pass.line("identityagent"), expansion), methods(pass)));
    return new Found(hop, jumps(jumpLine, expansion), jumpLine);
  }

  private static void refuse(ConfigPass pass) {
    for (String keyword : REFUSED) {
      ConfigLine line = pass.line(keyword);
      if (line != null && !line.says("none") && !line.says("no")) {
        throw unsupported(line);
      }
    }
  }

  private static RuntimeException unsupported(ConfigLine line) {
    return line.fault(
        line.keyword()
            + " is not supported here, and to ignore it would lead elsewhere; give this program an"
            + " ssh_config file without it");
  }

  private static List<JumpSpec> jumps(@Nullable ConfigLine line, Expansion expansion) {
    if (line == null || line.says("none")) {
      return List.of();
    }
    if (line.keyword().equals("proxycommand")) {
      throw unsupported(line);
    }
    return JumpSpec.parse(expansion.tokens(line).expand(line.argument()), line::fault);
  }

  private static String address(@Nullable ConfigLine line, String host) {
    return line == null ? host : new Tokens(line).with('h', host).expand(line.argument());
  }

  private static int port(@Nullable ConfigLine line) {
    if (line == null) {
      return SSH_PORT;
    }
    if (line.argument().matches("\\d{1,5}")) {
      int port = Integer.parseInt(line.argument());
      if (port > 0 && port <= LAST_PORT) {
        return port;
      }
    }
    throw line.fault("a port is a number from 1 to " + LAST_PORT);
  }

  private static boolean flag(@Nullable ConfigLine line, boolean otherwise, String... yes) {
    if (line == null) {
      return otherwise;
    }
    if (line.says("no") || line.says("false")) {
      return false;
    }
    if (line.says("yes") || line.says("true") || Stream.of(yes).anyMatch(line::says)) {
      return true;
    }
    throw line.fault(line.keyword() + " is yes or no");
  }

  /** Their order is ours: a password is the last resort. */
  private static List<String> methods(ConfigPass pass) {
    List<String> methods = new ArrayList<>(LoginWays.USUAL.methods());
    ConfigLine preferred = pass.line("preferredauthentications");
    if (preferred != null) {
      methods.retainAll(List.of(preferred.argument().split(",")));
    }
    if (!flag(pass.line("pubkeyauthentication"), true, "unbound", "host-bound")) {
      methods.remove("publickey");
    }
    if (!flag(pass.line("kbdinteractiveauthentication"), true)) {
      methods.remove("keyboard-interactive");
    }
    if (!flag(pass.line("passwordauthentication"), true)) {
      methods.remove("password");
    }
    return methods;
  }

  private @Nullable String agent(@Nullable ConfigLine line, Expansion expansion) {
    if (line == null || line.argument().equals("SSH_AUTH_SOCK")) {
      return null;
    }
    String named = line.argument();
    return named.equals(LoginWays.NO_AGENT) || named.matches("\\$[A-Za-z_][A-Za-z0-9_]*")
        ? named
        : path(line, expansion).toString();
  }

  private Path identity(ConfigLine line, Expansion expansion) {
    if (line.says("none")) {
      throw line.fault("IdentityFile none is not supported here; leave the line out");
    }
    return path(line, expansion);
  }

  private Path path(ConfigLine line, Expansion expansion) {
    String path = Tokens.tilde(line.argument(), home, line);
    Tokens tokens = expansion.tokens(line).with('d', home.toString()).with('u', localUser);
    return Path.of(tokens.expand(path)).toAbsolutePath();
  }

  /** What tokens about the machine stand for. */
  private record Expansion(String typed, String address, int port, String user) {
    Tokens tokens(ConfigLine line) {
      return new Tokens(line)
          .with('h', address)
          .with('n', typed)
          .with('p', String.valueOf(port))
          .with('r', user);
    }
  }
}
