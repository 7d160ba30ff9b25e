package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * A package that a plan leaves as it is although a newer version is known.
 *
 * @param name the package
 * @param arch its architecture; null where the manager has none
 * @param reason why
 */
@WireType
public record HeldBackPackage(String name, @Nullable String arch, HeldBackReason reason) {}
