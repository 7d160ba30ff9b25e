package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.WireType;

/**
 * An installed package of which nobody can tell whether a newer version is known: neither up to
 * date nor upgradable.
 *
 * @param name the package, or the stack and service of a compose stack: {@code shop/web}
 * @param reason why, for programs
 * @param detail why, for people, in a sentence
 */
@WireType
public record UncheckedPackage(String name, Reason reason, String detail) {

  /** Why it was not checked, as far as somebody would act differently. */
  public enum Reason {
    /** It is bound to one version on purpose; only whoever bound it can move it. */
    @JsonProperty("pinned")
    PINNED,
    /** It is built on the host itself. */
    @JsonProperty("built_on_host")
    BUILT_ON_HOST,
    /** What runs bears no trace of where it came from, so there is nothing to compare with. */
    @JsonProperty("no_origin")
    NO_ORIGIN,
    /** It does not run, and an update would start it. */
    @JsonProperty("stopped")
    STOPPED,
    /** Its repository answers no more questions for now; asking again later may do. */
    @JsonProperty("rate_limited")
    RATE_LIMITED,
    /** Its repository wants a login, or refuses the host's. */
    @JsonProperty("access_denied")
    ACCESS_DENIED,
    /** Its repository cannot be reached. */
    @JsonProperty("unreachable")
    UNREACHABLE,
    /** Its repository has nothing of that name any more. */
    @JsonProperty("not_found")
    NOT_FOUND,
    /** For another reason; the detail tells it. */
    @JsonProperty("unknown")
    UNKNOWN;

    /**
     * Whether asking was tried and failed, so that the next answer may be another.
     *
     * @return false where there is nothing to ask for
     */
    public boolean failed() {
      return compareTo(RATE_LIMITED) >= 0;
    }
  }
}
