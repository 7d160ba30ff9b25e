package dev.tendhost.pkg.internal.dnf;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares installed kernels with the running one; only those of its own flavour count. */
final class Kernels {
  // kernel-core and, for flavours, kernel-rt-core; kernel itself where there is no such split.
  private static final Pattern BOOTS =
      Pattern.compile(
          "kernel(?:-(?:rt|debug|64k|16k|zfcpdump|automotive|uek|lt|ml|plus|PAE))*" + "(?:-core)?");
  private static final Set<String> ONLY_KERNEL = Set.of("linux-firmware", "microcode_ctl");
  private static final Pattern BUILD = Pattern.compile("\\.((?:el|fc|amzn|mga|oe|an|al)\\d+)");

  private Kernels() {}

  /** Whether a package of that name holds an image to boot. */
  static boolean boots(String name) {
    return BOOTS.matcher(name).matches();
  }

  /** Whether a package of that name means nothing in a container. */
  static boolean ofKernel(String name) {
    return name.startsWith("kernel") || ONLY_KERNEL.contains(name);
  }

  /** The package the running kernel comes from. */
  static Optional<Nevra> running(List<Nevra> kernels, String release) {
    return kernels.stream().filter(kernel -> isRelease(kernel, release)).findFirst();
  }

  /** {@code uname -r} is version-release.arch, and behind that a flavour: +rt or .debug. */
  private static boolean isRelease(Nevra kernel, String release) {
    String own = kernel.evr().version() + "-" + kernel.evr().release() + "." + kernel.arch();
    if (!release.startsWith(own)) {
      return false;
    }
    String flavour = release.substring(own.length());
    boolean plain = kernel.name().equals("kernel") || kernel.name().equals("kernel-core");
    return flavour.isEmpty()
        ? plain || !release.contains("+")
        : flavour.length() > 1
            && kernel.name().contains(flavour.substring(1).split("[+.-]", -1)[0]);
  }

  static Nevra newest(List<Nevra> kernels, String name) {
    return kernels.stream()
        .filter(kernel -> kernel.name().equals(name))
        .max(Comparator.comparing(Nevra::evr))
        .orElseThrow();
  }

  /** Whether the running kernel was built by the distribution whose kernels are installed. */
  static boolean sameBuild(List<Nevra> kernels, String release) {
    Matcher build = BUILD.matcher(release);
    return build.find()
        && kernels.stream()
            .anyMatch(kernel -> kernel.evr().release().contains("." + build.group(1)));
  }

  static String list(List<Nevra> kernels) {
    return String.join(
        ", ", kernels.stream().map(kernel -> kernel.name() + "-" + kernel.evr()).sorted().toList());
  }
}
