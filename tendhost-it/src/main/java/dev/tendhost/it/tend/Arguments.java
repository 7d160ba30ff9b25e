package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.config.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
    name = "tend",
    version = "tendhost 0.1.0-SNAPSHOT",
    customSynopsis = "mvn -q -Ptend [-Dtend.args=\"OPTION...\"]",
    sortOptions = false,
    description = {
      "",
      "Asks the package managers of hosts what an update would do, and whether a reboot is due,"
          + " all at once. It changes no package unless told to --apply, and reboots nothing unless"
          + " told to --reboot. It needs root for nothing but --refresh, --apply, --reboot and"
          + " --attach.",
      ""
    },
    optionListHeading = "Options:%n",
    exitCodeListHeading = "%nExit codes:%n",
    footer = {
      "",
      "Examples:",
      "  mvn -q -Ptend",
      "  mvn -q -Ptend -Dtend.args=\"--host admin@web-1 admin@web-2:2222 --local\"",
      "  mvn -q -Ptend -Dtend.args=\"--host db=root@[2001:db8::1] --refresh\"",
      "  mvn -q -Ptend -Dtend.args=\"--exclude nginx --mode installed-only\"",
      "  mvn -q -Ptend -Dtend.args=\"--host root@web-1 root@web-2 --apply --reboot\"",
      "  mvn -q -Ptend -Dtend.args=\"--local --json\" | jq -c 'select(.type == \"Change\")'",
      "",
      "Colours and the live line appear on a terminal only;",
      "the variables NO_COLOR and COLUMNS are honoured."
    })
final class Arguments {
  /** What the adapters on the class path understand. */
  private static final Set<String> SETTINGS =
      new TreeSet<>(Set.of("apt.config", "apt.status-file"));

  @Mixin SshArguments ssh = new SshArguments();

  @Mixin ApplyArguments change = new ApplyArguments();

  @Mixin StateArgument state = new StateArgument();

  @Option(
      names = "--json",
      description = "Print one JSON object a line: the events, then what was found.")
  boolean json;

  @Option(
      names = "--refresh",
      description = "Fetch the package lists from the repositories first. Needs root.")
  boolean refresh;

  @Option(
      names = "--exclude",
      paramLabel = "PACKAGE",
      description = "A package that is to stay as it is; repeatable.")
  Set<String> excluded = new LinkedHashSet<>();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      converter = ModeConverter.class,
      completionCandidates = ModeConverter.class,
      defaultValue = "with-new-packages",
      description = {
        "How far it may go; default: ${DEFAULT-VALUE}.",
        "installed-only: only newer versions of what is installed;",
        "with-new-packages: new dependencies too, nothing is removed;",
        "with-removals: whatever it takes."
      })
  UpgradeMode mode = UpgradeMode.WITH_NEW_PACKAGES;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = DurationConverter.class,
      defaultValue = "10m",
      description =
          "The longest that one question to a package manager may take, such as 90s or 2h;"
              + " default: ${DEFAULT-VALUE}.")
  Duration timeout = Duration.ofMinutes(10);

  @Option(
      names = "--setting",
      paramLabel = "KEY=VALUE",
      description = {
        "A setting of an adapter; repeatable:",
        "apt.config: path of a configuration file for apt (APT_CONFIG);",
        "apt.status-file: path of a dpkg status file to plan against."
      })
  Map<String, String> settings = new LinkedHashMap<>();

  @Option(names = "--no-color", description = "No colours, also on a terminal.")
  boolean noColor;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  boolean version;

  @Spec CommandSpec spec = CommandSpec.create();

  /** Whom to ask: this machine where no host is given, and where it is asked for. */
  List<HostConfig> hosts() {
    List<HostConfig> hosts = new ArrayList<>();
    if (tendsThisMachine()) {
      hosts.add(tended(HostConfig.of(ThisMachine.name().value())));
    }
    ssh.configs().forEach(host -> hosts.add(tended(host)));
    return hosts;
  }

  private boolean tendsThisMachine() {
    return ssh.local || ssh.hosts.isEmpty();
  }

  /** The same host, treated as the options say; who waits for an answer tries again himself. */
  HostConfig tended(HostConfig host) {
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(host.settings());
    return host.withSettings(all)
        .withPolicy(
            HostPolicy.defaults()
                .withQueryTimeout(timeout)
                .withReads(RetryPolicy.none())
                .withReboot(RebootPolicy.defaults().withAutomatic(change.rebootDue)));
  }

  UpgradeOptions options() {
    return UpgradeOptions.defaults()
        .withMode(mode)
        .withExcluded(excluded)
        .withDownloadOnly(change.downloadOnly)
        .withRepairInterrupted(change.repair);
  }

  /** An update fetches the lists first, so a plan that is to be applied is made of fresh ones. */
  boolean refreshes() {
    return refresh || change.apply;
  }

  /** Refuses what each option alone cannot see. */
  void check() {
    for (String key : settings.keySet()) {
      if (!SETTINGS.contains(key)) {
        throw wrong("Unknown setting \"" + key + "\"; known are " + String.join(", ", SETTINGS));
      }
    }
    refuse(ssh.wrong());
    refuse(state.wrong(change.attaches()));
    namesAreDifferent();
    refuse(
        change.wrong(
            hosts().stream().map(HostConfig::name).collect(Collectors.toSet()),
            tendsThisMachine()));
  }

  private void refuse(@Nullable String wrong) {
    if (wrong != null) {
      throw wrong(wrong);
    }
  }

  /** Refuses a change that nobody could be asked about. */
  void checkCanAsk(boolean canAsk) {
    if (change.changes() && !change.yes && (json || !canAsk)) {
      throw wrong(
          (change.apply ? "--apply" : "--reboot")
              + " asks before it changes anything, and "
              + (json ? "with --json nobody is asked" : "there is no terminal to ask at")
              + "; add --yes if what it finds is to be done unasked");
    }
  }

  private void namesAreDifferent() {
    Map<HostName, String> names = new HashMap<>();
    if (ssh.local) {
      names.put(ThisMachine.name(), "this machine (--local)");
    }
    for (HostArgument host : ssh.hosts) {
      String other = names.put(host.name(), host.text());
      if (other != null) {
        throw wrong(
            "Two hosts would be called "
                + host.name()
                + ": "
                + other
                + " and "
                + host.text()
                + "; leave one out, or give it a name: --host "
                + host.name()
                + "-2="
                + host.text().replaceFirst("^[^=@]*=", ""));
      }
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
