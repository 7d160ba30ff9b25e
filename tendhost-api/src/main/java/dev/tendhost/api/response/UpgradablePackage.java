package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * An installed package of which a newer version is known.
 *
 * @param name the package
 * @param arch the architecture of the new version; null where the manager has none
 * @param from the installed version
 * @param to the newest version known; of {@code replacedBy} if that is not null
 * @param origin where the new version comes from, as the manager writes it; null if it does not say
 * @param security whether a security fix lies between the two, as far as the manager knows
 * @param heldBack why an update would not install it; null if it would
 * @param replacedBy the package that takes its place and says so itself (dnf's obsoletes); null if
 *     it is followed by a newer version of its own
 */
@WireType
public record UpgradablePackage(
    String name,
    @Nullable String arch,
    String from,
    String to,
    @Nullable String origin,
    boolean security,
    @Nullable HeldBackReason heldBack,
    @Nullable String replacedBy) {

  /**
   * One that is followed by a newer version of its own.
   *
   * @param name the package
   * @param arch the architecture of the new version; null where the manager has none
   * @param from the installed version
   * @param to the newest version known
   * @param origin where the new version comes from; null if the manager does not say
   * @param security whether a security fix lies between the two, as far as the manager knows
   * @param heldBack why an update would not install it; null if it would
   */
  public UpgradablePackage(
      String name,
      @Nullable String arch,
      String from,
      String to,
      @Nullable String origin,
      boolean security,
      @Nullable HeldBackReason heldBack) {
    this(name, arch, from, to, origin, security, heldBack, null);
  }
}
