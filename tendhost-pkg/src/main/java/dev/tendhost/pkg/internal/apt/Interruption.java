package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What an earlier transaction left half done, and what that keeps from being done.
 *
 * @param problems a sentence each; empty if it left nothing
 * @param mendable whether {@code dpkg --configure -a} can do something about it
 * @param blocked why apt can plan nothing before that is mended; null if it can
 */
record Interruption(List<String> problems, boolean mendable, @Nullable FleetError blocked) {
  /** How apt fails that finds no solution; a host that is well has other reasons for the same. */
  private static final Set<FailureKind> UNSOLVED =
      Set.of(
          FailureKind.BROKEN_DEPENDENCIES,
          FailureKind.COMMAND_FAILED,
          FailureKind.TRANSACTION_INTERRUPTED);

  private static final String REPAIR = "; repair with 'dpkg --configure -a'";
  private static final String REINSTALL =
      "; 'dpkg --configure -a' cannot mend that: install them again, or remove them";

  Interruption {
    problems = List.copyOf(problems);
  }

  /** Of a host that apt can plan on. A half configured package hides behind "0 upgraded". */
  static Interruption of(DpkgProbe dpkg, Simulation plan) {
    List<String> problems = told(dpkg, plan.unfinished());
    if (problems.isEmpty() && plan.unfinishedCount() > 0) {
      problems.add(plan.unfinishedCount() + " not fully installed or removed; see 'dpkg --audit'");
    }
    return of(dpkg, problems, null);
  }

  /** Of a host that apt cannot plan on. */
  static Interruption of(DpkgProbe dpkg, FleetError blocked) {
    List<String> problems = told(dpkg, List.of());
    problems.add("until then apt can plan nothing: " + blocked.message());
    return of(dpkg, problems, blocked);
  }

  /** Whether apt failed because of what dpkg left. */
  static boolean blocks(DpkgProbe dpkg, Throwable thrown) {
    return thrown instanceof TendhostException failure
        && UNSOLVED.contains(failure.error().kind())
        && (dpkg.journal() || !dpkg.unfinished().isEmpty());
  }

  private static Interruption of(
      DpkgProbe dpkg, List<String> problems, @Nullable FleetError blocked) {
    boolean mendable =
        dpkg.journal() || dpkg.unfinished().stream().anyMatch(Interruption::canBeConfigured);
    return new Interruption(problems, mendable, blocked);
  }

  private static List<String> told(DpkgProbe dpkg, List<String> known) {
    List<String> unfinished = dpkg.unfinished().isEmpty() ? known : dpkg.unfinished();
    List<String> problems = new ArrayList<>();
    add(problems, unfinished, Interruption::canBeConfigured, REPAIR);
    add(problems, unfinished, each -> !canBeConfigured(each), REINSTALL);
    if (dpkg.journal()) {
      problems.add("an earlier run of dpkg was interrupted" + REPAIR);
    }
    return problems;
  }

  private static void add(
      List<String> problems, List<String> all, Predicate<String> which, String advice) {
    List<String> some = all.stream().filter(which).toList();
    if (!some.isEmpty()) {
      problems.add("not fully installed: " + String.join(", ", some) + advice);
    }
  }

  /** What is not wholly unpacked cannot be; what dpkg wants installed again is like that. */
  private static boolean canBeConfigured(String unfinished) {
    return !unfinished.contains("half-installed") && !unfinished.contains("reinst");
  }
}
