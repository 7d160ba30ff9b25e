package dev.tendhost.core.tck;

import dev.tendhost.core.port.PackageManager;

/**
 * The rules of {@link PackageManager}, at least one test each, named by their numbers. Subclass it,
 * script the hosts it asks for, and it runs with your adapter:
 *
 * <pre>{@code
 * class PacmanContractTest extends PackageManagerContract {
 *   protected PackageManagerProvider provider() {
 *     return new PacmanProvider();
 *   }
 *   …
 * }
 * }</pre>
 *
 * A power that the adapter lacks is asserted to fail, as its rule says, and never skipped. What the
 * hosts say is best recorded from real ones.
 */
public abstract class PackageManagerContract extends PackageManagerUpgradeRules {
  /** For subclasses. */
  protected PackageManagerContract() {}
}
