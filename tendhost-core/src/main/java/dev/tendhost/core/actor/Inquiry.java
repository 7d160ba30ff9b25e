package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.domain.RebootVerdicts;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManager;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds out what one host's package managers know. Holds no state of the host. */
final class Inquiry {
  private final PortCalls calls;
  private final Time time;
  private final ManagedHost host;
  private final RemoteExecutor executor;
  private final List<PackageManagerProvider> providers;
  private final Duration within;
  private final Map<String, PackageManager> created = new HashMap<>(2);

  Inquiry(
      PortCalls calls,
      Time time,
      ManagedHost host,
      RemoteExecutor executor,
      List<PackageManagerProvider> providers,
      Duration within) {
    this.calls = calls;
    this.time = time;
    this.host = host;
    this.executor = executor;
    this.providers = providers;
    this.within = within;
  }

  /**
   * What was found.
   *
   * @param managers the managers of the host, in the order in which updates run
   * @param inventory what they answered
   * @param vitals how the host is up
   */
  record Findings(List<PackageManager> managers, HostInventory inventory, Vitals vitals) {}

  /**
   * Asks every manager.
   *
   * @param refresh whether to fetch metadata first; null: where root can be had
   */
  Future<Findings> ask(@Nullable Boolean refresh) {
    return vitals()
        .compose(
            vitals ->
                managers()
                    .compose(
                        managers ->
                            refresh(managers, refresh)
                                .compose(done -> inventory(managers))
                                .map(found -> new Findings(managers, found, vitals))));
  }

  /** How the host is up. */
  Future<Vitals> vitals() {
    return HostProbe.ask(calls, time, host, executor);
  }

  /** The managers that the host has; none is PACKAGE_MANAGER_MISSING. */
  private Future<List<PackageManager>> managers() {
    return PortCalls.oneByOne(providers, this::detect)
        .compose(
            there -> {
              List<PackageManagerProvider> found =
                  IntStream.range(0, providers.size())
                      .filter(there::get)
                      .mapToObj(providers::get)
                      .toList();
              return found.isEmpty() ? Future.failedFuture(missing()) : create(found);
            });
  }

  private Future<Boolean> detect(PackageManagerProvider provider) {
    return calls.get("detecting " + provider.id(), within, () -> provider.detect(host, executor));
  }

  private Future<List<PackageManager>> create(List<PackageManagerProvider> found) {
    return PortCalls.oneByOne(found, this::create);
  }

  /** The manager of this id, whether or not the host has it. */
  Future<PackageManager> manager(String id) {
    return providers.stream()
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .map(this::create)
        .orElseGet(() -> Future.failedFuture(unknown(id)));
  }

  /** One manager for as long as the host is minded, so that it may remember what it did. */
  private Future<PackageManager> create(PackageManagerProvider provider) {
    PackageManager known = created.get(provider.id());
    return known != null
        ? Future.succeededFuture(known)
        : calls
            .get(
                "creating " + provider.id(),
                within,
                () -> Future.succeededFuture(provider.create(host, executor)))
            .onSuccess(manager -> created.put(provider.id(), manager));
  }

  private Future<Void> refresh(List<PackageManager> managers, @Nullable Boolean wanted) {
    Future<Boolean> decided = wanted != null ? Future.succeededFuture(wanted) : canBecomeRoot();
    return decided.compose(
        yes ->
            yes
                ? PortCalls.oneByOne(
                        managers, m -> calls.run(m.id() + " refresh", within, m::refresh).map(m))
                    .mapEmpty()
                : Future.succeededFuture());
  }

  private Future<Boolean> canBecomeRoot() {
    Command probe = Command.of("true").withAsRoot(true).withTimeout(Duration.ofSeconds(30));
    return calls
        .get("becoming root", Duration.ofSeconds(35), () -> executor.run(probe))
        .map(result -> result.ok())
        .recover(
            thrown ->
                TendhostException.errorOf(thrown, null).kind() == FailureKind.PRIVILEGE
                    ? Future.succeededFuture(false)
                    : Future.failedFuture(thrown));
  }

  /**
   * Fails with TRANSACTION_INTERRUPTED where a manager plans nothing because its packages are half
   * installed; what else may keep it from planning does not matter here.
   */
  Future<Void> requireMended(Findings found) {
    boolean problems =
        found.inventory().managers().stream().anyMatch(manager -> !manager.problems().isEmpty());
    return problems
        ? PortCalls.oneByOne(found.managers(), this::requireMended).mapEmpty()
        : Future.succeededFuture();
  }

  private Future<String> requireMended(PackageManager manager) {
    return calls
        .get(manager.id() + " plan", within, () -> manager.upgradeDryRun(UpgradeOptions.defaults()))
        .map(planned -> manager.id())
        .recover(
            thrown ->
                TendhostException.errorOf(thrown, host.name()).kind()
                        == FailureKind.TRANSACTION_INTERRUPTED
                    ? Future.failedFuture(thrown)
                    : Future.succeededFuture(manager.id()));
  }

  private Future<HostInventory> inventory(List<PackageManager> managers) {
    Future<List<PackageInventory>> lists =
        PortCalls.oneByOne(
            managers, m -> calls.get(m.id() + " list of upgrades", within, m::listUpgradable));
    return lists.compose(
        found -> verdict(managers).map(reboot -> new HostInventory(time.now(), found, reboot)));
  }

  /** The verdict alone. */
  private Future<RebootVerdict> verdict(List<PackageManager> managers) {
    return PortCalls.oneByOne(
            managers, m -> calls.get(m.id() + " reboot verdict", within, m::rebootRequired))
        .map(RebootVerdicts::join);
  }

  private TendhostException unknown(String id) {
    return new TendhostException(
        FailureKind.PACKAGE_MANAGER_MISSING,
        host.name(),
        "the " + id + " adapter is not on the class path any more");
  }

  private TendhostException missing() {
    String known =
        providers.stream().map(PackageManagerProvider::id).collect(Collectors.joining(", "));
    return new TendhostException(
        FleetError.of(
            FailureKind.PACKAGE_MANAGER_MISSING,
            host.name(),
            known.isEmpty()
                ? "no package manager adapter is on the class path; add dev.tendhost:tendhost-pkg"
                : "the host has no package manager that is known (" + known + ")"));
  }
}
