package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.pkg.internal.Framed;
import dev.tendhost.pkg.internal.HostCommands;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** apt on one host: the commands, their order, and what is made of the answers. */
public final class Apt {
  /** The id of the adapter and the prefix of its settings. */
  public static final String ID = "apt";

  private static final String DETECT =
      Framed.script(
          """
          if command -v apt-get >/dev/null 2>&1 && command -v dpkg >/dev/null 2>&1
          then echo "apt yes"
          else echo "apt no"
          fi
          """);

  private final ManagedHost managed;
  private final HostCommands host;

  /** When this object last refreshed everything, by the host's clock; null if it did not. */
  private volatile @Nullable Long refreshed;

  /**
   * Runs nothing yet.
   *
   * @param managed the host
   * @param executor runs the commands
   */
  public Apt(ManagedHost managed, RemoteExecutor executor) {
    this.managed = managed;
    this.host =
        new HostCommands(
            managed, executor, AptFailure::of, result -> AptFailure.holder(result.stderr()));
  }

  /** {@return whether the tools are there} */
  public Future<Boolean> detect() {
    return HostCommands.guarded(
        () ->
            host.ask(
                Command.shell(DETECT),
                output -> Framed.value(Framed.lines(output), "apt").equals("yes")));
  }

  /** {@return succeeded when everything was fetched} */
  public Future<Void> refresh() {
    return HostCommands.guarded(
        () -> {
          AptCommands commands = AptCommands.of(managed);
          Command update = commands.update();
          return filesAreThere(commands)
              .compose(there -> host.ask(commands.now(), output -> Framed.seconds(output.strip())))
              .compose(
                  before ->
                      host.run(update)
                          .map(
                              result -> {
                                AptFailure.hiddenIn(result)
                                    .ifPresent(
                                        hidden -> {
                                          throw host.failed(update, result, hidden);
                                        });
                                refreshed = before;
                                return result;
                              }))
              .mapEmpty();
        });
  }

  /** {@return everything that is newer} */
  public Future<PackageInventory> inventory() {
    return HostCommands.guarded(
        () -> {
          AptCommands commands = AptCommands.of(managed);
          return filesAreThere(commands)
              .compose(there -> new AptSurvey(commands, host, UpgradeOptions.defaults()).make())
              .compose(
                  survey ->
                      host.ask(commands.script(MetadataProbe.SCRIPT), MetadataProbe::parse)
                          .map(probe -> inventory(survey, probe)));
        });
  }

  private Future<Void> filesAreThere(AptCommands commands) {
    if (!commands.namesFiles()) {
      return Future.succeededFuture();
    }
    return host.ask(
            commands.missingFiles(), output -> Framed.values(Framed.lines(output), "missing"))
        .map(
            missing -> {
              if (!missing.isEmpty()) {
                throw new TendhostException(
                    FailureKind.INVALID_CONFIGURATION,
                    managed.name(),
                    "the host's settings for apt name files that cannot be read there: "
                        + String.join(", ", missing));
              }
              return null;
            });
  }

  private PackageInventory inventory(Survey survey, MetadataProbe probe) {
    List<String> problems = new ArrayList<>(survey.problems());
    problems.addAll(probe.problems());
    return new PackageInventory(ID, survey.packages(), probe.age(refreshed), problems);
  }

  /**
   * What the upgrade would do.
   *
   * @param options what it may do
   * @return the plan; TRANSACTION_INTERRUPTED if packages are half done and may not be repaired
   */
  public Future<UpdatePlan> plan(UpgradeOptions options) {
    return HostCommands.guarded(
        () -> {
          Exclusions.check(managed.name(), options.excluded());
          AptCommands commands = AptCommands.of(managed);
          return filesAreThere(commands)
              .compose(there -> new AptSurvey(commands, host, options).make())
              .map(survey -> plan(options, survey));
        });
  }

  private UpdatePlan plan(UpgradeOptions options, Survey survey) {
    if (!survey.problems().isEmpty() && !options.repairInterrupted()) {
      throw new TendhostException(
          FailureKind.TRANSACTION_INTERRUPTED,
          managed.name(),
          "an earlier transaction was interrupted: " + String.join("; ", survey.problems()));
    }
    String digest = PlanDigest.of(ID, options, survey.changes());
    return new UpdatePlan(ID, options, survey.changes(), survey.keptPackages(), digest);
  }

  /** {@return whether a reboot is due} */
  public Future<RebootVerdict> rebootRequired() {
    return HostCommands.guarded(
        () ->
            host.ask(AptCommands.of(managed).script(RebootProbe.SCRIPT), RebootProbe::parse)
                .map(RebootJudge::judge));
  }

  /**
   * A failure that says this version cannot upgrade.
   *
   * @param <T> whatever was asked for
   * @return failed with UNSUPPORTED
   */
  public <T> Future<T> unsupported() {
    return Future.failedFuture(
        new TendhostException(
            new FleetError(
                FailureKind.UNSUPPORTED,
                managed.name(),
                "this version plans upgrades with apt and cannot carry them out;"
                    + " upgrade on the host with apt-get",
                null,
                Map.of("manager", ID))));
  }
}
