package dev.tendhost.it.architecture;

import java.util.Arrays;
import java.util.Set;

/**
 * Where the rules look: the same rules hold for tendhost and catch the planted offenders.
 *
 * @param root the package above api, core, exec and pkg
 * @param exported the packages that anyone may use, by their full names
 */
record House(String root, Set<String> exported) {

  /** The package of that name under the root, with all below it, as a pattern. */
  String all(String name) {
    return root + "." + name + "..";
  }

  String[] all(String... names) {
    return Arrays.stream(names).map(this::all).toArray(String[]::new);
  }

  String ours() {
    return root + "..";
  }

  boolean isOurs(String className) {
    return className.startsWith(root + ".");
  }

  /** The full name of a class named from the root on. */
  String named(String relative) {
    return root + "." + relative;
  }
}
