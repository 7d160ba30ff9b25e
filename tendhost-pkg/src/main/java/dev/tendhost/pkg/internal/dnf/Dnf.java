package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PlanDigest;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** dnf, dnf5 or yum on one host: the commands, their order, and what is made of the answers. */
public final class Dnf {
  /** The id of the adapter. */
  public static final String ID = "dnf";

  private final ManagedHost managed;
  private final HostCommands host;

  /** Which tool it is; null until it was asked, and after any failure: it may be another then. */
  private volatile @Nullable DnfTool known;

  /** When this object last refreshed everything, by the host's clock; null if it did not. */
  private volatile @Nullable Long refreshed;

  /**
   * Runs nothing yet.
   *
   * @param managed the host
   * @param executor runs the commands
   */
  public Dnf(ManagedHost managed, RemoteExecutor executor) {
    this.managed = managed;
    this.host = new HostCommands(managed, executor, DnfFailure::of, DnfFailure::holder);
  }

  /** {@return whether one of the tools is there} */
  public Future<Boolean> detect() {
    return HostCommands.guarded(() -> host.ask(DnfCommands.find(), DnfTool::found));
  }

  /** {@return succeeded when everything was fetched} */
  public Future<Void> refresh() {
    return withTool(
        tool -> {
          DnfCommands commands = new DnfCommands(tool);
          return host.ask(commands.now(), output -> Framed.seconds(output.strip()))
              .compose(before -> fetch(commands.refresh()).onSuccess(done -> refreshed = before));
        });
  }

  private Future<Void> fetch(Command refresh) {
    return host.run(refresh)
        .map(
            result -> {
              DnfFailure.hiddenIn(result)
                  .ifPresent(
                      hidden -> {
                        throw host.failed(refresh, result, hidden);
                      });
              return null;
            });
  }

  /** {@return everything that is newer} */
  public Future<PackageInventory> inventory() {
    return withTool(
        tool ->
            survey(tool, UpgradeOptions.defaults())
                .compose(
                    survey ->
                        host.ask(
                                new DnfCommands(tool).metadata(),
                                output -> MetadataAge.parse(Told.parse(output)))
                            .map(age -> inventory(survey, age))));
  }

  private PackageInventory inventory(DnfSurvey survey, MetadataAge age) {
    List<String> problems = new ArrayList<>(survey.problems());
    problems.addAll(age.problems());
    return new PackageInventory(ID, survey.packages(), age.age(refreshed), problems);
  }

  /**
   * What the upgrade would do.
   *
   * @param options what it may do
   * @return the plan; TRANSACTION_INTERRUPTED if one was and may not be repaired
   */
  public Future<UpdatePlan> plan(UpgradeOptions options) {
    return withTool(
        tool -> {
          UpgradeWords.check(managed.name(), options.excluded());
          return survey(tool, options).map(survey -> plan(options, survey));
        });
  }

  private Future<DnfSurvey> survey(DnfTool tool, UpgradeOptions options) {
    return new DnfSurveyor(tool, host, options, managed.name()).make();
  }

  private UpdatePlan plan(UpgradeOptions options, DnfSurvey survey) {
    if (!survey.problems().isEmpty() && !options.repairInterrupted()) {
      throw new TendhostException(
          FailureKind.TRANSACTION_INTERRUPTED,
          managed.name(),
          String.join("; ", survey.problems()));
    }
    String digest = PlanDigest.of(ID, options, survey.planned().changes());
    return new UpdatePlan(ID, options, survey.planned().changes(), survey.keptPackages(), digest);
  }

  /** {@return whether a reboot is due} */
  public Future<RebootVerdict> rebootRequired() {
    return withTool(
        tool ->
            host.ask(new DnfCommands(tool).reboot(), RebootEvidence::parse)
                .map(DnfRebootJudge::judge));
  }

  private <T> Future<T> withTool(Function<DnfTool, Future<T>> work) {
    return HostCommands.guarded(
            () -> tool().compose(tool -> HostCommands.guarded(() -> work.apply(tool))))
        .onFailure(cause -> known = null);
  }

  private Future<DnfTool> tool() {
    DnfTool tool = known;
    return tool != null ? Future.succeededFuture(tool) : probe();
  }

  private Future<DnfTool> probe() {
    Command probe = DnfCommands.probe();
    return host.ask(probe, DnfTool::parse)
        .map(
            tool -> {
              if (tool.program().equals(DnfTool.NONE)) {
                throw new TendhostException(
                    new FleetError(
                        DnfFailure.MISSING.kind(),
                        managed.name(),
                        DnfFailure.MISSING.advice(),
                        probe.display(),
                        Map.of()));
              }
              known = tool;
              return tool;
            });
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
                "this version plans upgrades with dnf and cannot carry them out;"
                    + " upgrade on the host with dnf",
                null,
                Map.of("manager", ID))));
  }
}
