package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a health check found.
 *
 * @param healthy whether the host is well
 * @param vitals how it is up; null if it could not tell
 * @param findings what is wrong, or worth knowing of a host that is well, a sentence each
 */
@WireType
public record HealthReport(boolean healthy, @Nullable Vitals vitals, List<String> findings) {

  /** Copies the findings. */
  public HealthReport {
    findings = Absent.list(findings);
  }
}
