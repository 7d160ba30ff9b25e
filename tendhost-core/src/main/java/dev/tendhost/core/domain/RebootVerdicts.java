package dev.tendhost.core.domain;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.util.List;

/** Joins what several package managers say of one host. */
public final class RebootVerdicts {
  private RebootVerdicts() {}

  /** One REQUIRED is enough; one UNKNOWN spoils NOT_REQUIRED; nobody asked is UNKNOWN. */
  public static RebootVerdict join(List<RebootVerdict> verdicts) {
    List<String> reasons = verdicts.stream().flatMap(v -> v.reasons().stream()).toList();
    for (Verdict verdict : List.of(Verdict.REQUIRED, Verdict.UNKNOWN)) {
      if (verdicts.stream().anyMatch(v -> v.verdict() == verdict)) {
        return new RebootVerdict(verdict, reasons);
      }
    }
    return new RebootVerdict(verdicts.isEmpty() ? Verdict.UNKNOWN : Verdict.NOT_REQUIRED, reasons);
  }
}
