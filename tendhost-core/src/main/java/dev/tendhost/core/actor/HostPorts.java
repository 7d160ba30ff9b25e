package dev.tendhost.core.actor;

import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.HealthCheck;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import java.util.List;

/**
 * What every host of a fleet leans on.
 *
 * @param addresses the fleet's bus addresses
 * @param time the clock and the timers
 * @param store keeps states
 * @param executors makes executors
 * @param secrets gives passwords and keys
 * @param managers every known package manager, in the order in which updates run
 * @param healthChecks what the program asks of a host that is to count as well
 */
public record HostPorts(
    Addresses addresses,
    Time time,
    HostStore store,
    RemoteExecutorProvider executors,
    SecretSource secrets,
    List<PackageManagerProvider> managers,
    List<HealthCheck> healthChecks) {}
