package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * One change to one package, planned or done.
 *
 * @param action what happens
 * @param name the package, or the service of a compose stack
 * @param arch the architecture of the version that stays; null where the manager has none
 * @param from the version before; null for a new package
 * @param to the version after; null for a removal
 * @param origin where the new version comes from, as the manager writes it; null if it does not
 *     say; {@link #UNPLANNED} of what nobody planned
 * @param security whether the change contains a security fix, as far as the manager knows
 */
@WireType
public record PackageChange(
    ChangeAction action,
    String name,
    @Nullable String arch,
    @Nullable String from,
    @Nullable String to,
    @Nullable String origin,
    boolean security) {
  /** The origin of a change that was made while the plan was carried out and was not in it. */
  public static final String UNPLANNED = "not in the plan";
}
