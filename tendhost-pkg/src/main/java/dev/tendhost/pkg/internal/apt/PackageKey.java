package dev.tendhost.pkg.internal.apt;

import org.jspecify.annotations.Nullable;

/**
 * Joins what apt's tools say of one package: some write {@code name:arch}, some two columns.
 *
 * @param name without architecture
 * @param arch of the newer version; null if a tool does not say
 */
record PackageKey(String name, @Nullable String arch) {
  static PackageKey of(String fullName, @Nullable String arch) {
    int colon = fullName.indexOf(':');
    return new PackageKey(colon < 0 ? fullName : fullName.substring(0, colon), arch);
  }
}
