package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges by evidence. The marker file asks for a reboot; its absence proves nothing, because plain
 * Debian never writes it, so the kernels are compared. In a container no kernel counts.
 */
final class RebootJudge {
  private RebootJudge() {}

  static RebootVerdict judge(RebootProbe probe) {
    boolean contained = !probe.container().equals("none");
    Set<String> askers =
        probe.packages().stream()
            .filter(name -> !contained || !isKernel(name))
            .collect(Collectors.toCollection(TreeSet::new));
    if (probe.marked() && (probe.packages().isEmpty() || !askers.isEmpty())) {
      String by = askers.isEmpty() ? "" : ", because of " + String.join(", ", askers);
      return verdict(Verdict.REQUIRED, "/run/reboot-required is there" + by);
    }
    return contained ? ofContainer(probe) : ofKernels(probe);
  }

  private static boolean isKernel(String packageName) {
    return packageName.startsWith("linux-");
  }

  private static RebootVerdict ofContainer(RebootProbe probe) {
    String where = "in a container (" + probe.container() + ") kernels do not count";
    return probe.notifier()
        ? verdict(Verdict.NOT_REQUIRED, where + ", and update-notifier asks for no reboot")
        : verdict(Verdict.UNKNOWN, where + ", and nothing else here tells of a due reboot");
  }

  private static RebootVerdict ofKernels(RebootProbe probe) {
    String running = probe.running();
    if (probe.images().isEmpty() && probe.modules().isEmpty()) {
      return verdict(
          Verdict.UNKNOWN,
          "no kernel is installed to compare the running " + running + " with, and no marker file");
    }
    KernelRelease current = KernelRelease.of(running);
    if (!probe.modules().contains(running)
        && (!probe.modules().isEmpty() || !probe.images().contains(running))) {
      return ofMissingKernel(current, installed(probe));
    }
    KernelRelease newest = newest(current, installed(probe));
    return newest.isNewerThan(current)
        ? verdict(
            Verdict.REQUIRED, "kernel " + newest.release() + " is installed, " + running + " runs")
        : verdict(
            Verdict.NOT_REQUIRED, "the running kernel " + running + " is the newest installed");
  }

  /** A host that is booted with a kernel from outside would be asked to reboot for ever. */
  private static RebootVerdict ofMissingKernel(KernelRelease current, Set<String> installed) {
    boolean sameFlavour =
        installed.stream()
            .anyMatch(other -> KernelRelease.of(other).flavour().equals(current.flavour()));
    return sameFlavour
        ? verdict(
            Verdict.REQUIRED,
            "the running kernel "
                + current.release()
                + " was removed; installed: "
                + list(installed))
        : verdict(
            Verdict.UNKNOWN,
            "the running kernel "
                + current.release()
                + " is not of this host's own ("
                + list(installed)
                + "), so kernels tell nothing, and there is no marker file");
  }

  /** Images are what boots; directories of modules outlive their kernels. */
  private static Set<String> installed(RebootProbe probe) {
    return probe.images().isEmpty() ? probe.modules() : probe.images();
  }

  private static KernelRelease newest(KernelRelease current, Collection<String> releases) {
    KernelRelease newest = current;
    for (String release : releases) {
      KernelRelease other = KernelRelease.of(release);
      if (other.flavour().equals(current.flavour()) && other.isNewerThan(newest)) {
        newest = other;
      }
    }
    return newest;
  }

  private static String list(Set<String> releases) {
    return String.join(", ", releases);
  }

  private static RebootVerdict verdict(Verdict verdict, String reason) {
    return new RebootVerdict(verdict, List.of(reason));
  }
}
