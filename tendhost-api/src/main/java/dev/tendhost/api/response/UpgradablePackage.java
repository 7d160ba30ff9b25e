package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * An installed package of which a newer version is known.
 *
 * @param name the package
 * @param arch the architecture of the new version; null where the manager has none
 * @param from the installed version
 * @param to the newest version known
 * @param origin where the new version comes from, as the manager writes it; null if it does not say
 * @param security whether a security fix lies between the two, as far as the manager knows
 * @param heldBack why an update would not install it; null if it would
 */
@WireType
public record UpgradablePackage(
    String name,
    @Nullable String arch,
    String from,
    String to,
    @Nullable String origin,
    boolean security,
    @Nullable HeldBackReason heldBack) {}
