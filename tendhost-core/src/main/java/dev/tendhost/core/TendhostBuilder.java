package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.internal.InMemoryHostStore;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.HealthCheck;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Builds a {@link Tendhost}. For use by one thread. No argument may be null. */
public final class TendhostBuilder {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

  private FleetConfig config = FleetConfig.defaults();
  private SecretSource secrets = SecretSource.none();
  private HostStore store = new InMemoryHostStore();
  private @Nullable Path stateDirectory;
  private @Nullable Vertx vertx;
  private @Nullable RemoteExecutorProvider executors;
  private @Nullable List<PackageManagerProvider> packageManagers;
  private List<HealthCheck> healthChecks = List.of();
  private @Nullable Time time;

  TendhostBuilder() {}

  /**
   * Names the fleet and bounds its history; {@link FleetConfig#defaults} otherwise.
   *
   * @param value the fleet
   * @return this
   */
  public TendhostBuilder config(FleetConfig value) {
    config = value;
    return this;
  }

  /**
   * How commands reach hosts. Required.
   *
   * @param value makes one executor for each host; the fleet closes them
   * @return this
   */
  public TendhostBuilder executors(RemoteExecutorProvider value) {
    executors = value;
    return this;
  }

  /**
   * Which package managers are known; otherwise those that {@link ServiceLoader} finds.
   *
   * @param values the providers, in any order
   * @return this
   */
  public TendhostBuilder packageManagers(List<PackageManagerProvider> values) {
    packageManagers = List.copyOf(values);
    return this;
  }

  /**
   * What a host has to pass to count as well, beyond its policy's probes; nothing otherwise.
   *
   * @param values asked one after the other, of every host
   * @return this
   */
  public TendhostBuilder healthChecks(List<HealthCheck> values) {
    healthChecks = List.copyOf(values);
    return this;
  }

  /**
   * Where passwords and keys come from; nowhere otherwise.
   *
   * @param value the source; belongs to the caller
   * @return this
   */
  public TendhostBuilder secrets(SecretSource value) {
    secrets = value;
    return this;
  }

  /**
   * The Vert.x to run on; otherwise one is made, and closed with the fleet.
   *
   * @param value a running Vert.x; belongs to the caller
   * @return this
   */
  public TendhostBuilder vertx(Vertx value) {
    vertx = value;
    return this;
  }

  /**
   * Where the hosts' states are kept, in place of a {@link #stateDirectory}; in memory otherwise.
   * What it holds is taken up again at the start.
   *
   * @param value an open store; belongs to the caller, who closes it after the fleet
   * @return this
   */
  public TendhostBuilder store(HostStore value) {
    store = value;
    stateDirectory = null;
    return this;
  }

  /**
   * The directory that the hosts' states are kept in, one file a host, so that they survive the
   * program, however it ends; in memory otherwise. What it holds is taken up again at the start:
   * hosts are as they were, and a job that runs on a host is watched again. One program at a time
   * can use it.
   *
   * @param value a directory, made if there is none; for the owner alone, for it tells what is
   *     installed where
   * @return this
   */
  public TendhostBuilder stateDirectory(Path value) {
    stateDirectory = value;
    return this;
  }

  TendhostBuilder time(Time value) {
    time = value;
    return this;
  }

  /**
   * Starts the fleet, with the hosts that its store has.
   *
   * @return the running fleet, which the caller closes; INVALID_CONFIGURATION if there is no
   *     executor provider, two package managers have one id, or a fleet of this id runs on this
   *     Vert.x; STORE_FAILED if the store cannot be read, another program uses it, or a later
   *     version wrote it
   */
  public Future<Tendhost> start() {
    try {
      RemoteExecutorProvider executorProvider = executorProvider(); // before anything is made
      List<PackageManagerProvider> managers = managers();
      return new Startup(config, vertx, time, store, stateDirectory)
          .start(executorProvider, secrets, managers, healthChecks);
    } catch (TendhostException invalid) {
      return Future.failedFuture(invalid);
    }
  }

  private RemoteExecutorProvider executorProvider() {
    if (executors == null) {
      throw invalid("no executors: call executors(…), for example with LocalExecutor.provider()");
    }
    return executors;
  }

  private List<PackageManagerProvider> managers() {
    List<PackageManagerProvider> found = packageManagers == null ? load() : packageManagers;
    Set<String> ids = new HashSet<>();
    for (PackageManagerProvider provider : found) {
      if (!ID.matcher(provider.id()).matches()) {
        throw invalid("not an id of a package manager: \"" + provider.id() + "\"");
      }
      if (!ids.add(provider.id())) {
        throw invalid("two package managers have the id " + provider.id());
      }
    }
    return found.stream()
        .sorted(
            Comparator.comparingInt(PackageManagerProvider::priority)
                .thenComparing(PackageManagerProvider::id))
        .toList();
  }

  private static List<PackageManagerProvider> load() {
    try {
      return StreamSupport.stream(
              ServiceLoader.load(PackageManagerProvider.class).spliterator(), false)
          .toList();
    } catch (ServiceConfigurationError broken) {
      throw invalid("a package manager adapter cannot be loaded: " + broken.getMessage());
    }
  }

  private static TendhostException invalid(String message) {
    return new TendhostException(FailureKind.INVALID_CONFIGURATION, null, message);
  }
}
