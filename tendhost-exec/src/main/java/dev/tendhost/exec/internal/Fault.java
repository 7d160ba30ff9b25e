package dev.tendhost.exec.internal;

import dev.tendhost.api.FailureKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong on the way to a host, before it is known for which command: {@link Failures} adds
 * host and command.
 */
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final FailureKind kind;
  private final transient Map<String, String> details;

  public Fault(FailureKind kind, String message, Map<String, String> details) {
    this(kind, message, details, null);
  }

  public Fault(
      FailureKind kind, String message, Map<String, String> details, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.details = Map.copyOf(details);
  }

  public FailureKind kind() {
    return kind;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /** Further facts by name; no secret. */
  public Map<String, String> details() {
    return details;
  }
}
