package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonFormat;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.time.Duration;
import java.util.List;

/**
 * Why a host counts as rebooted and well.
 *
 * @param before which boot it was
 * @param after which boot it is
 * @param evidence what differs, a sentence each; never empty
 * @param took from the command to the host being well, its soak included
 * @param findings what was seen on the way and is worth knowing, a sentence each
 */
@WireType
public record RebootProof(
    BootIdentity before,
    BootIdentity after,
    List<String> evidence,
    @JsonFormat(shape = JsonFormat.Shape.STRING) Duration took,
    List<String> findings) {

  /** Copies the lists; without evidence nothing is proven. */
  public RebootProof {
    evidence = Absent.list(evidence);
    findings = Absent.list(findings);
    if (evidence.isEmpty()) {
      throw new IllegalArgumentException("a proof needs evidence");
    }
  }
}
