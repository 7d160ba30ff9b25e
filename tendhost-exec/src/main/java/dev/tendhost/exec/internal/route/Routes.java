package dev.tendhost.exec.internal.route;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.exec.internal.Blocking;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.route.HopFinder.Found;
import dev.tendhost.exec.ssh.SshOptions;
import dev.tendhost.exec.ssh.SshSettings;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Finds the way to a host: by the host's own settings, then the options, then the ssh_config(5)
 * file. Safe for any thread; nothing blocks the caller.
 */
public final class Routes {
  /** Who logs in to a host where neither it, nor its settings, nor the file says. */
  private static final String ROOT = "root";

  private final SshOptions options;
  private final Executor workers;
  private final String localUser;
  private final HopFinder finder;

  /**
   * By these options.
   *
   * @param home the home directory of the user who runs this
   * @param localUser the name of that user
   * @param workers threads that may wait for a disk
   */
  public Routes(SshOptions options, Path home, String localUser, Executor workers) {
    this.options = options;
    this.workers = workers;
    this.localUser = localUser;
    this.finder = new HopFinder(options.configFile(), home, localUser);
  }

  /** Failed with INVALID_CONFIGURATION if settings or the file cannot be right. */
  public Future<Route> of(ManagedHost host) {
    return Blocking.call(workers, () -> find(host));
  }

  private Route find(ManagedHost host) {
    Path file = options.configFile();
    if (file != null && !Files.exists(file)) {
      throw new Fault(
          FailureKind.INVALID_CONFIGURATION,
          "there is no ssh_config file " + file + "; name another, or none",
          Map.of("file", file.toString()));
    }
    Found found = finder.find(typed(host), host.setting(SshSettings.DEFAULT_USER).orElse(ROOT));
    List<JumpSpec> jumps =
        host.setting(SshSettings.JUMP)
            .map(list -> JumpSpec.parse(list, problem -> wrong(SshSettings.JUMP, problem)))
            .orElse(found.jumps());
    Hop target = withSettings(found.hop(), host);
    List<Hop> way = new ArrayList<>(List.of(target));
    addBefore(way, jumps, found.jumpLine());
    return new Route(way.subList(0, way.size() - 1), target);
  }

  private static JumpSpec typed(ManagedHost host) {
    return new JumpSpec(host.user().isEmpty() ? null : host.user(), host.address(), host.port());
  }

  /**
   * Puts jumps before the way. As ssh(1) does: each is looked up in the file, but only the first is
   * reached by the jumps that the file says for it.
   */
  private void addBefore(List<Hop> way, List<JumpSpec> jumps, @Nullable ConfigLine line) {
    for (int i = jumps.size() - 1; i >= 0; i--) {
      Found found = finder.find(jumps.get(i), localUser);
      Hop hop = withOptions(found.hop());
      if (way.stream().anyMatch(other -> other.display().equals(hop.display()))) {
        String problem = "the way to " + hop.display() + " leads through itself";
        throw line == null ? wrong(SshSettings.JUMP, problem) : line.fault(problem);
      }
      way.add(0, hop);
      if (i == 0) {
        addBefore(way, found.jumps(), found.jumpLine());
      }
    }
  }

  private Hop withSettings(Hop hop, ManagedHost host) {
    Hop usual = withOptions(hop);
    Optional<Path> identity = path(host, SshSettings.IDENTITY);
    return new Hop(
        usual.address(),
        usual.port(),
        usual.user(),
        usual.keyName(),
        host.setting(SshSettings.HOST_KEY).orElse(null),
        path(host, SshSettings.KNOWN_HOSTS).map(List::of).orElse(List.of()),
        identity.map(List::of).orElse(usual.identities()),
        usual.identitiesOnly(),
        usual.ways());
  }

  private Hop withOptions(Hop hop) {
    return options.identities().isEmpty()
        ? hop
        : new Hop(
            hop.address(),
            hop.port(),
            hop.user(),
            hop.keyName(),
            hop.pinnedKey(),
            hop.knownHosts(),
            options.identities(),
            hop.identitiesOnly(),
            hop.ways());
  }

  private static Optional<Path> path(ManagedHost host, String setting) {
    return host.setting(setting)
        .map(
            text -> {
              if (!text.startsWith("/") || text.indexOf('\0') >= 0) {
                throw wrong(setting, "\"" + text + "\" is no absolute path");
              }
              return Path.of(text);
            });
  }

  private static Fault wrong(String setting, String problem) {
    return new Fault(
        FailureKind.INVALID_CONFIGURATION,
        "the host's setting " + setting + " cannot be right: " + problem,
        Map.of("setting", setting));
  }
}
