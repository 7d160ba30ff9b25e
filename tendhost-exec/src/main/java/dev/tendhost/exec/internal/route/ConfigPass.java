package dev.tendhost.exec.internal.route;

import dev.tendhost.exec.internal.FileCache;
import dev.tendhost.exec.internal.Wildcards;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Goes through ssh_config(5) files for one machine and keeps what applies to it. */
final class ConfigPass {
  /** As deep as ssh(1) follows. */
  private static final int DEEPEST = 16;

  private final FileCache<List<ConfigLine>> files;
  private final Path home;
  private final String host;
  private final @Nullable String saidUser;
  private final String otherwise;
  private final String localUser;
  private final Map<String, ConfigLine> first = new HashMap<>();
  private final List<ConfigLine> identities = new ArrayList<>();

  /**
   * Nothing found yet.
   *
   * @param home the home directory of the user who runs this
   * @param typed the machine as somebody typed it
   * @param otherwise whom to log in as if neither he nor the files say
   * @param localUser the user who runs this
   */
  ConfigPass(
      FileCache<List<ConfigLine>> files,
      Path home,
      JumpSpec typed,
      String otherwise,
      String localUser) {
    this.files = files;
    this.home = home;
    this.host = typed.host();
    this.saidUser = typed.user();
    this.otherwise = otherwise;
    this.localUser = localUser;
  }

  /** The line that counts: the first that applies. */
  @Nullable ConfigLine line(String keyword) {
    return first.get(keyword);
  }

  /** All lines of IdentityFile that apply. */
  List<ConfigLine> identities() {
    return identities;
  }

  void read(Path file) {
    read(file, 0);
  }

  private void read(Path file, int depth) {
    boolean applies = true;
    for (ConfigLine line : files.read(file)) {
      if (!isKnown(line)) {
        continue;
      }
      switch (line.keyword()) {
        case "host" -> applies = Wildcards.listMatches(line.arguments(), host);
        case "match" -> applies = matches(line);
        case "include" -> {
          if (applies) {
            include(line, depth);
          }
        }
        default -> {
          if (applies) {
            keep(line);
          }
        }
      }
    }
  }

  private void include(ConfigLine line, int depth) {
    if (depth == DEEPEST) {
      throw line.fault("Include goes deeper than " + DEEPEST + " files");
    }
    for (String pattern : line.arguments()) {
      for (Path file : Globs.files(Tokens.tilde(pattern, home, line), home.resolve(".ssh"))) {
        read(file, depth + 1);
      }
    }
  }

  /** False for what is to be ignored; anything else that is not known may be a slip of the pen. */
  private boolean isKnown(ConfigLine line) {
    String keyword = line.keyword();
    if (Keywords.isKnown(keyword)) {
      return true;
    }
    ConfigLine ignored = first.get("ignoreunknown");
    if (ignored == null
        || !Wildcards.listMatches(
            List.of(ignored.argument().toLowerCase(Locale.ROOT).split(",")), keyword)) {
      throw line.fault(
          keyword
              + " is no keyword of ssh_config(5); correct it, or name it in a line IgnoreUnknown"
              + " above");
    }
    return false;
  }

  private void keep(ConfigLine line) {
    String family = Keywords.family(line.keyword());
    if (family.equals("identityfile")) {
      identities.add(line);
    } else {
      first.putIfAbsent(family, line);
    }
  }

  private boolean matches(ConfigLine line) {
    if (line.arguments().size() == 1 && line.says("all")) {
      return true;
    }
    Iterator<String> words =
        line.arguments().stream().flatMap(w -> Arrays.stream(w.split("=", 2))).iterator();
    boolean matches = true;
    while (matches && words.hasNext()) {
      String word = words.next().toLowerCase(Locale.ROOT);
      boolean negated = word.startsWith("!");
      String criterion = negated ? word.substring(1) : word;
      String subject = subject(criterion, line);
      if (!words.hasNext()) {
        throw line.fault("Match " + criterion + " needs an argument");
      }
      boolean names = criterion.endsWith("host");
      String patterns = names ? words.next().toLowerCase(Locale.ROOT) : words.next();
      matches = Wildcards.listMatches(List.of(patterns.split(",")), subject) != negated;
    }
    return matches;
  }

  private String subject(String criterion, ConfigLine line) {
    ConfigLine hostName = first.get("hostname");
    return switch (criterion) {
      case "originalhost" -> host.toLowerCase(Locale.ROOT);
      case "host" ->
          hostName == null
              ? host.toLowerCase(Locale.ROOT)
              : new Tokens(hostName)
                  .with('h', host)
                  .expand(hostName.argument())
                  .toLowerCase(Locale.ROOT);
      case "user" -> user();
      case "localuser" -> localUser;
      default ->
          throw line.fault(
              "Match "
                  + criterion
                  + " is not supported here; all, host, originalhost, user and localuser are."
                  + " Give this program an ssh_config file without it");
    };
  }

  private String user() {
    ConfigLine line = first.get("user");
    if (saidUser != null) {
      return saidUser;
    }
    return line == null ? otherwise : line.user();
  }
}
