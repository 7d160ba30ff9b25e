package dev.tendhost.core.config;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.WireType;
import java.time.Duration;

/**
 * What a host has to pass to count as well, beyond answering: data only. What cannot be said so is
 * a {@link dev.tendhost.core.port.HealthCheck}.
 */
@WireType
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HealthProbe.Script.class, name = "script"),
  @JsonSubTypes.Type(value = HealthProbe.TcpPort.class, name = "tcp_port")
})
public sealed interface HealthProbe {
  /**
   * How long it may take.
   *
   * @return longer than zero
   */
  Duration timeout();

  /**
   * A script for the POSIX shell, run on the host as the user who logs in; exit code 0 is well.
   *
   * @param script what to run
   * @param timeout how long it may take
   */
  record Script(String script, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout)
      implements HealthProbe {
    /** Checks both. */
    public Script {
      if (script.isBlank()) {
        throw new IllegalArgumentException("a health probe's script must not be blank");
      }
      Durations.requirePositive("timeout", timeout);
    }
  }

  /**
   * A TCP port of the host that somebody listens on, tried from the controller at the host's
   * address. An accepted connection is all that it proves.
   *
   * @param port 1 to 65535
   * @param timeout how long it may take
   */
  record TcpPort(int port, @JsonFormat(shape = JsonFormat.Shape.STRING) Duration timeout)
      implements HealthProbe {
    /** Checks both. */
    public TcpPort {
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("port must be 1 to 65535, not " + port);
      }
      Durations.requirePositive("timeout", timeout);
    }
  }
}
