package dev.tendhost.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of one host, unique in its fleet. It becomes a file name and a bus address, so it is
 * {@code [A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?}: at most 253 characters, the longest DNS
 * name (RFC 1035, 2.3.4). Kept as written, compared without case.
 *
 * @param value the name as it was written
 */
public record HostName(@JsonValue String value) implements Comparable<HostName> {
  private static final Pattern VALID =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,251}[A-Za-z0-9])?");

  /**
   * Validates the name.
   *
   * @throws InvalidNameException if the name breaks the rule
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public HostName {
    if (!VALID.matcher(value).matches()) {
      throw new InvalidNameException(
          "host name",
          value,
          "use 1 to 253 letters, digits, dots, dashes or underscores, "
              + "beginning and ending with a letter or digit");
    }
  }

  /**
   * The host of that name.
   *
   * @param name the name as written
   * @return the validated name
   * @throws InvalidNameException if the name breaks the rule
   */
  public static HostName of(String name) {
    return new HostName(name);
  }

  /**
   * The name in lower case: equal hosts have equal keys.
   *
   * @return the name for use as a file name, an address or a map key
   */
  public String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HostName that && value.equalsIgnoreCase(that.value);
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public int compareTo(HostName other) {
    return value.compareToIgnoreCase(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
