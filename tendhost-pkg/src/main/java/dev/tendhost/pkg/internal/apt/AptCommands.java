package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.pkg.internal.LockTimeout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The commands of the apt adapter, in one place. Only {@link #update}, {@link #download} and {@link
 * #install} change something and need root; the last two are words for the script of a job.
 */
final class AptCommands {
  static final String STATUS_FILE = "apt.status-file";
  static final String CONFIG = "apt.config";
  static final String LOCK_SECONDS = "apt.lock-timeout";

  private static final Duration UPDATE_TIMEOUT = Duration.ofMinutes(10);
  private static final int OUTPUT_LIMIT = 16 << 20;
  private static final List<String> EVERY_PHASE =
      List.of("-o", "APT::Get::Always-Include-Phased-Updates=true");

  private static final List<String> SIMULATE =
      List.of(
          "-q=1", "-s", "-o", "Debug::NoLocking=1", "-o", "APT::Get::Show-User-Simulation-Note=0");

  private static final List<String> REALLY =
      List.of("apt-get", "-y", "-q=1", "-o", "APT::Status-Fd=3");

  private final Map<String, String> environment = new TreeMap<>();
  private final List<String> files = new ArrayList<>();
  private final List<String> status;
  private final Duration lockTimeout;

  private AptCommands(List<String> status, Duration lockTimeout) {
    this.status = status;
    this.lockTimeout = lockTimeout;
  }

  /** Fails with INVALID_CONFIGURATION if a setting is no absolute path. */
  static AptCommands of(ManagedHost host) {
    Optional<String> status = path(host, STATUS_FILE);
    Optional<String> config = path(host, CONFIG);
    AptCommands commands =
        new AptCommands(
            status.map(AptCommands::statusOptions).orElse(List.of()),
            LockTimeout.of(host, LOCK_SECONDS));
    commands.environment.put("LC_ALL", "C.UTF-8");
    // Unless the locale is plain C, LANGUAGE goes before LC_ALL: apt would speak it.
    commands.environment.put("LANGUAGE", "");
    commands.environment.put("DEBIAN_FRONTEND", "noninteractive");
    config.ifPresent(file -> commands.environment.put("APT_CONFIG", file));
    config.ifPresent(commands.files::add);
    status.ifPresent(commands.files::add);
    return commands;
  }

  /** No package cache is written: the host's own would be overwritten by one of the copy. */
  private static List<String> statusOptions(String file) {
    return List.of("-o", "Dir::State::status=" + file, "-o", "Dir::Cache::pkgcache=");
  }

  /** How long to wait while somebody else holds a lock of apt's or dpkg's. */
  Duration lockTimeout() {
    return lockTimeout;
  }

  private static Optional<String> path(ManagedHost host, String key) {
    Optional<String> path = host.setting(key);
    if (path.isPresent() && !path.get().matches("/[^\\p{Cntrl}]*")) {
      throw new TendhostException(
          FailureKind.INVALID_CONFIGURATION,
          host.name(),
          "the setting " + key + " must be an absolute path, not \"" + path.get() + "\"");
    }
    return path;
  }

  boolean readsCopy() {
    return !status.isEmpty();
  }

  /** Whether there are files that settings name. */
  boolean namesFiles() {
    return !files.isEmpty();
  }

  /** Which of those files are not there. Of a missing APT_CONFIG apt says nothing at all. */
  Command missingFiles() {
    return script(
        "whether the files are there that the settings name",
        Framed.script(
            "for file in "
                + ShellWords.join(files)
                + "; do if [ ! -r \"$file\" ]; then echo \"missing $file\"; fi; done"));
  }

  Command update() {
    List<String> words = List.of("apt-get", "-q=1", "-o", "APT::Update::Error-Mode=any", "update");
    return command(words).withAsRoot(true).withTimeout(UPDATE_TIMEOUT);
  }

  Command now() {
    return Command.of("date", "+%s").withEnvironment(environment);
  }

  /** Everything that is newer, whatever holds it back: holds, phasing, removals. */
  Command simulateEverything() {
    return simulate(with(EVERY_PHASE, List.of("--ignore-hold")), List.of("dist-upgrade"));
  }

  /** Everything that is newer and not held, were its phase reached. */
  Command simulateEveryPhase() {
    return simulate(EVERY_PHASE, List.of("dist-upgrade"));
  }

  /**
   * What the upgrade would do.
   *
   * @param mode how far it may go
   * @param kept operands that keep excluded packages as they are, see {@link Exclusions}
   */
  Command simulateUpgrade(UpgradeMode mode, List<String> kept) {
    return simulate(List.of(), upgrade(mode, kept));
  }

  /** The words of {@link #simulateUpgrade}, for the script of a job. */
  List<String> simulation(UpgradeMode mode, List<String> kept) {
    return with(with(List.of("apt-get"), SIMULATE), upgrade(mode, kept));
  }

  private static List<String> upgrade(UpgradeMode mode, List<String> kept) {
    // --only-upgrade: so a package named to be kept is never marked as manually installed.
    List<String> guard = kept.isEmpty() ? List.of() : List.of("--only-upgrade");
    List<String> verb =
        switch (mode) {
          case INSTALLED_ONLY -> List.of("-o", "APT::Get::Upgrade-Allow-New=false", "upgrade");
          case WITH_NEW_PACKAGES -> List.of("--with-new-pkgs", "upgrade");
          case WITH_REMOVALS -> List.of("dist-upgrade");
        };
    return with(with(guard, verb), kept);
  }

  /** Tells what an upgrade would fetch and take, and then refuses. */
  List<String> assumeNo(UpgradeMode mode, List<String> kept) {
    return with(
        List.of("apt-get", "-q=1", "--assume-no", "-o", "Debug::NoLocking=1"), upgrade(mode, kept));
  }

  /** Fetches what an upgrade needs. */
  List<String> download(UpgradeMode mode, List<String> kept, List<PackageChange> plan) {
    return with(with(really(plan), List.of("--download-only")), upgrade(mode, kept));
  }

  /** With {@code -y} apt refuses downgrades, which pins may ask for, unless they are allowed. */
  private static List<String> really(List<PackageChange> plan) {
    boolean downgrades =
        plan.stream().anyMatch(change -> change.action() == ChangeAction.DOWNGRADE);
    return downgrades ? with(REALLY, List.of("--allow-downgrades")) : REALLY;
  }

  /** Installs what was fetched. Where nothing may be removed, apt refuses rather than removes. */
  List<String> install(UpgradeMode mode, List<String> kept, List<PackageChange> plan) {
    List<String> guard = mode == UpgradeMode.WITH_REMOVALS ? List.of() : List.of("--no-remove");
    List<String> dpkg =
        List.of(
            "-o",
            "Dpkg::Use-Pty=0",
            "-o",
            "Dpkg::Options::=--force-confdef",
            "-o",
            "Dpkg::Options::=--force-confold");
    return with(with(with(really(plan), dpkg), guard), upgrade(mode, kept));
  }

  /** What keeps the steps of an upgrade from asking anybody, and services from being restarted. */
  Map<String, String> jobEnvironment() {
    Map<String, String> all = new TreeMap<>(environment);
    all.put("DEBIAN_PRIORITY", "critical");
    all.put("NEEDRESTART_MODE", "l");
    all.put("UCF_FORCE_CONFFOLD", "1");
    all.put("APT_LISTCHANGES_FRONTEND", "none");
    return all;
  }

  Command listUpgradable() {
    return apt("apt", List.of("list", "--upgradable"));
  }

  Command list(Collection<String> names) {
    return apt("apt", with(List.of("list"), List.copyOf(names)));
  }

  Command showHold() {
    return apt("apt-mark", List.of("showhold"));
  }

  /** The names go through standard input: there may be more than one command line holds. */
  Command policy(Collection<String> names) {
    String words = ShellWords.join(with(List.of("xargs", "-r", "apt-cache"), status));
    return whole(words + " policy").withStdin(String.join("\n", names) + "\n");
  }

  /** Reads dpkg's own files, or the copy. */
  Command dpkgState() {
    return script("what dpkg left half done", DpkgProbe.script(ShellWords.join(status)));
  }

  /**
   * A script of more than one command.
   *
   * @param title what it does, see {@link Command#title}
   */
  Command script(String title, String script) {
    return shell(script).withTitle("script: " + title);
  }

  private Command shell(String script) {
    return Command.shell(script).withEnvironment(environment).withOutputLimit(OUTPUT_LIMIT);
  }

  private Command simulate(List<String> options, List<String> verb) {
    return apt("apt-get", with(with(SIMULATE, options), verb));
  }

  private Command apt(String program, List<String> words) {
    return whole(ShellWords.join(with(with(List.of(program), status), words)));
  }

  private Command whole(String words) {
    return shell(Framed.whole(words)).withTitle(words);
  }

  private Command command(List<String> words) {
    return Command.of(words).withEnvironment(environment).withOutputLimit(OUTPUT_LIMIT);
  }

  private static List<String> with(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
