package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;

/**
 * Whether a reboot is due, never a boolean: what cannot be told is UNKNOWN.
 *
 * @param verdict the answer
 * @param reasons the evidence, a sentence each; for UNKNOWN, what was missing
 */
@WireType
public record RebootVerdict(Verdict verdict, List<String> reasons) {

  /** Copies the reasons. */
  public RebootVerdict {
    reasons = Absent.list(reasons);
  }

  /** The three answers. */
  public enum Verdict {
    /** Something installed takes effect only after a reboot. */
    @JsonProperty("required")
    REQUIRED,
    /** There is evidence that nothing waits for a reboot. */
    @JsonProperty("not_required")
    NOT_REQUIRED,
    /** There is no evidence either way. */
    @JsonProperty("unknown")
    UNKNOWN
  }
}
