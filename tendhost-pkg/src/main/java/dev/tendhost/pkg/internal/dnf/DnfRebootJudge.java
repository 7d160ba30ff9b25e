package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Judges by what needs-restarting says in words. Its exit code is 1 for a reboot and for every
 * error, so where it says nothing the kernels and the core packages are looked at. In a container
 * no kernel counts.
 */
final class DnfRebootJudge {
  private static final Pattern REQUIRED = Pattern.compile("Reboot is required .*");
  private static final Pattern NOT_REQUIRED =
      Pattern.compile("Reboot (?:should not be|is probably not) necessary\\.?");
  private static final Pattern PACKAGE = Pattern.compile("  \\* (\\S+)|  (\\S+) ->.*");

  private final RebootEvidence evidence;
  private final List<String> reasons = new ArrayList<>();

  private DnfRebootJudge(RebootEvidence evidence) {
    this.evidence = evidence;
  }

  static RebootVerdict judge(RebootEvidence evidence) {
    DnfRebootJudge judge = new DnfRebootJudge(evidence);
    return new RebootVerdict(judge.verdict(), judge.reasons);
  }

  private Verdict verdict() {
    boolean required = says(REQUIRED);
    if (required == says(NOT_REQUIRED)) {
      String why = evidence.needs().isEmpty() ? "it is not there" : last(evidence.needs());
      reasons.add("needs-restarting tells nothing: " + why);
      return evidence.contained() ? ofContainer() : ofPackages();
    }
    return required
        ? ofRequired()
        : because(Verdict.NOT_REQUIRED, "needs-restarting finds nothing");
  }

  private Verdict ofRequired() {
    List<String> packages =
        evidence.needs().stream()
            .map(PACKAGE::matcher)
            .filter(Matcher::matches)
            .map(matcher -> matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
            .toList();
    List<String> counting =
        packages.stream().filter(each -> !evidence.contained() || !Kernels.ofKernel(each)).toList();
    if (counting.isEmpty() && !packages.isEmpty()) {
      return because(
          Verdict.NOT_REQUIRED,
          "needs-restarting finds only what does not count in a container ("
              + evidence.container()
              + "): "
              + String.join(", ", packages));
    }
    return because(
        Verdict.REQUIRED,
        "needs-restarting asks for a reboot because of "
            + (counting.isEmpty() ? "what it does not tell" : String.join(", ", counting)));
  }

  private Verdict ofContainer() {
    return because(
        Verdict.UNKNOWN,
        "in a container ("
            + evidence.container()
            + ") kernels do not count, and nothing else tells");
  }

  private Verdict ofPackages() {
    List<String> since =
        evidence.core().stream()
            .filter(core -> core.installed() > evidence.booted())
            .map(RebootEvidence.Core::name)
            .sorted()
            .toList();
    if (!since.isEmpty()) {
      return because(Verdict.REQUIRED, "installed since the start: " + String.join(", ", since));
    }
    return ofKernels(evidence.running());
  }

  private Verdict ofKernels(String running) {
    List<Nevra> kernels = evidence.kernels();
    Optional<Nevra> current = Kernels.running(kernels, running);
    if (current.isPresent()) {
      Nevra newest = Kernels.newest(kernels, current.get().name());
      return newest.evr().isNewerThan(current.get().evr())
          ? because(
              Verdict.REQUIRED,
              newest.name() + "-" + newest.evr() + " is installed, " + running + " runs")
          : because(
              Verdict.NOT_REQUIRED,
              "the running kernel "
                  + running
                  + " is the newest installed, and no core package is newer than the start");
    }
    if (kernels.isEmpty()) {
      return because(
          Verdict.UNKNOWN, "no kernel is installed to compare the running " + running + " with");
    }
    String installed = " (installed: " + Kernels.list(kernels) + ")";
    return Kernels.sameBuild(kernels, running)
        ? because(Verdict.REQUIRED, "the running kernel " + running + " was removed" + installed)
        : because(
            Verdict.UNKNOWN,
            "the running kernel " + running + " is not of this host's own" + installed);
  }

  private boolean says(Pattern sentence) {
    return evidence.needs().stream().anyMatch(line -> sentence.matcher(line.strip()).matches());
  }

  private static String last(List<String> lines) {
    return lines.get(lines.size() - 1).strip();
  }

  private Verdict because(Verdict verdict, String reason) {
    reasons.add(reason);
    return verdict;
  }
}
