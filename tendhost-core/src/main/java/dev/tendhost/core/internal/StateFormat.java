package dev.tendhost.core.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.HostName;
import dev.tendhost.core.port.HostSnapshot;
import java.io.IOException;

/** The JSON of a stored host: {@code {"format":1,"host":{…}}}. */
final class StateFormat {
  static final int VERSION = 1;

  private static final ObjectMapper MAPPER =
      new ObjectMapper().registerModule(new JavaTimeModule());

  private StateFormat() {}

  /** What is written is of a later version, and must be left alone. */
  static final class Later extends Exception {
    private static final long serialVersionUID = 1L;

    Later(int format) {
      super("is of format " + format + ", and this version knows " + VERSION);
    }
  }

  /** What is written is not a stored host; the message says in what way. */
  static final class Damaged extends Exception {
    private static final long serialVersionUID = 1L;

    Damaged(String message) {
      super(message);
    }
  }

  static byte[] write(HostSnapshot host) throws JsonProcessingException {
    ObjectNode root = MAPPER.createObjectNode();
    root.put("format", VERSION);
    root.set("host", MAPPER.valueToTree(host));
    return MAPPER.writeValueAsBytes(root);
  }

  /** Reads the state of that host. */
  static HostSnapshot read(byte[] json, HostName expected) throws Later, Damaged {
    HostSnapshot host;
    try {
      JsonNode root = MAPPER.readTree(json);
      int format = root == null ? 0 : root.path("format").asInt();
      if (format > VERSION) {
        throw new Later(format);
      } else if (format < 1) {
        throw new Damaged("it is empty or says no format");
      }
      host = MAPPER.treeToValue(root.path("host"), HostSnapshot.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new Damaged("it is torn or garbled (" + firstLine(e) + ")");
    }
    if (host == null || host.config() == null || host.state() == null) {
      throw new Damaged("it says no host or no state");
    }
    HostName name = host.config().name();
    if (!name.equals(expected)) {
      throw new Damaged("it is of another host, " + name);
    }
    return host;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.getClass().getSimpleName());
  }
}
