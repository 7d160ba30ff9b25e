package dev.tendhost.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names one long operation of one host. The caller may choose it: the same id asked twice is the
 * same operation, so a request whose reply was lost can be sent again.
 *
 * @param value 1 to 64 of {@code [A-Za-z0-9._-]}, beginning with a letter or digit
 */
public record OperationId(@JsonValue String value) {
  private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /**
   * Validates the id.
   *
   * @throws InvalidNameException if the id breaks the rule
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public OperationId {
    if (!VALID.matcher(value).matches()) {
      throw new InvalidNameException(
          "operation id",
          value,
          "use 1 to 64 letters, digits, dots, dashes or underscores, beginning with a letter or digit");
    }
  }

  /**
   * A new id that nobody else has.
   *
   * @return a random id
   */
  public static OperationId random() {
    return new OperationId(UUID.randomUUID().toString());
  }

  /**
   * The id of the reboot that a host begins by itself when this is the id of its update. It is
   * known when the end of the update is told, so whoever waited for that can wait for the reboot.
   *
   * @return always the same for the same update, and nobody else's
   */
  public OperationId rebootAfter() {
    byte[] name = (value + "/reboot").getBytes(StandardCharsets.UTF_8);
    return new OperationId(UUID.nameUUIDFromBytes(name).toString());
  }

  @Override
  public String toString() {
    return value;
  }
}
