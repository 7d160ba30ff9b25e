package dev.tendhost.api.response;

import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a health check found.
 *
 * @param healthy whether the host is well
 * @param bootId the kernel's boot id (/proc/sys/kernel/random/boot_id); null if it gave none
 * @param findings what is wrong, a sentence each
 */
@WireType
public record HealthReport(boolean healthy, @Nullable String bootId, List<String> findings) {

  /** Copies the findings. */
  public HealthReport {
    findings = Absent.list(findings);
  }
}
