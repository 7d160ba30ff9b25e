package dev.tendhost.core.error;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of tendhost: it carries a {@link FleetError}, and its message is the error's.
 */
public final class TendhostException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int SHOWN = 1000;

  private final transient FleetError error;

  /**
   * Wraps an error.
   *
   * @param error what went wrong
   */
  public TendhostException(FleetError error) {
    this(error, null);
  }

  /**
   * Wraps an error that has a cause.
   *
   * @param error what went wrong
   * @param cause what was thrown; may be null
   */
  public TendhostException(FleetError error, @Nullable Throwable cause) {
    super(describe(error), cause);
    this.error = error;
  }

  /**
   * An error that no single command caused.
   *
   * @param kind its kind
   * @param host the host, or null
   * @param message what happened and what to do
   */
  public TendhostException(FailureKind kind, @Nullable HostName host, String message) {
    this(FleetError.of(kind, host, message));
  }

  /**
   * The typed error.
   *
   * @return never null
   */
  public FleetError error() {
    return error;
  }

  /**
   * The error of any throwable: its own if it has one, else INTERNAL with what is known of it. What
   * the JDK's futures wrapped is unwrapped first.
   *
   * @param thrown what was thrown
   * @param host the host to name if the error names none; may be null
   * @return the error
   */
  public static FleetError errorOf(Throwable thrown, @Nullable HostName host) {
    Throwable cause = unwrapped(thrown);
    if (cause instanceof TendhostException known) {
      FleetError error = known.error();
      return error.host() == null && host != null ? error.withHost(host) : error;
    }
    return new FleetError(
        FailureKind.INTERNAL,
        host,
        "unexpected " + cause.getClass().getSimpleName() + ": " + messageOf(cause),
        null,
        Map.of("exception", cause.getClass().getName()));
  }

  /** Futures of the JDK wrap what was thrown. */
  private static Throwable unwrapped(Throwable thrown) {
    Throwable inner = thrown.getCause();
    boolean wraps = thrown instanceof CompletionException || thrown instanceof ExecutionException;
    return wraps && inner != null ? unwrapped(inner) : thrown;
  }

  /** Foreign messages may be of any length, null, or impossible to get. */
  private static String messageOf(Throwable thrown) {
    String text;
    try {
      text = thrown.getMessage();
    } catch (RuntimeException | Error broken) {
      return "a message that cannot be read";
    }
    if (text == null) {
      return "no message";
    }
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
  }

  private static String describe(FleetError error) {
    StringBuilder text = new StringBuilder(error.kind().name());
    if (error.host() != null) {
      text.append(" on ").append(error.host());
    }
    text.append(": ").append(error.message());
    if (error.command() != null) {
      text.append(" [").append(error.command()).append(']');
    }
    return text.toString();
  }
}
