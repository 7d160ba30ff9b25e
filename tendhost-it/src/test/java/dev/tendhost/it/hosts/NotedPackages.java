package dev.tendhost.it.hosts;

import java.util.stream.IntStream;

/** Packages that note in {@code /var/ran} each time they are configured, but in version 1. */
public final class NotedPackages {
  private NotedPackages() {}

  /** So many, called p1 and so on. */
  public static DebPackage[] of(int count, String version) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> DebPackage.of("p" + i, version))
        .map(
            each ->
                version.equals("1")
                    ? each
                    : each.postinst("echo " + each.name() + " >> /var/ran; sleep 0.2"))
        .toArray(DebPackage[]::new);
  }
}
