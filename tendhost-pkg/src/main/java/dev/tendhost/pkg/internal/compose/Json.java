package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.core.port.Garbled;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what docker and compose write as JSON. Versions differ in whether several records are an
 * array, an object a line or, of one, just that object: all are read alike. Messages show no part
 * of the text, as it may hold secrets.
 */
final class Json {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /** Every record; none only if it is said: an empty array. */
  static List<ObjectNode> records(String text) {
    List<JsonNode> roots = roots(text);
    boolean array = roots.size() == 1 && roots.get(0).isArray();
    List<ObjectNode> records = new ArrayList<>();
    for (JsonNode each : array ? roots.get(0) : roots) {
      records.add(object(each));
    }
    return records;
  }

  /** The only record. */
  static ObjectNode record(String text) {
    List<JsonNode> roots = roots(text);
    if (roots.size() != 1) {
      throw new Garbled("expected one JSON object, got " + roots.size() + " values");
    }
    return object(roots.get(0));
  }

  private static List<JsonNode> roots(String text) {
    List<JsonNode> roots = new ArrayList<>();
    // Not readValues: of an array it would give the elements, and forget what comes behind it.
    try (JsonParser parser = MAPPER.createParser(text)) {
      while (parser.nextToken() != null) {
        roots.add(MAPPER.readTree(parser));
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      throw new Garbled("not JSON, or not all of it, from line " + line + " on");
    } catch (IOException e) {
      throw new Garbled("not JSON");
    }
    if (roots.isEmpty()) {
      throw new Garbled("expected JSON, got nothing");
    }
    return roots;
  }

  /** A value that has to be an object. */
  static ObjectNode object(@Nullable JsonNode node) {
    if (node instanceof ObjectNode object) {
      return object;
    }
    throw new Garbled("expected a JSON object, got something else");
  }

  /** A text that has to be there and not empty. */
  static String text(ObjectNode record, String key) {
    String text = optional(record, key);
    if (text == null) {
      throw new Garbled("a JSON object has no text \"" + key + "\"");
    }
    return text;
  }

  /** A text, or null if it is not there, null or empty; anything else is garbled. */
  static @Nullable String optional(ObjectNode record, String key) {
    JsonNode node = record.get(key);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!node.isTextual()) {
      throw new Garbled("\"" + key + "\" of a JSON object is no text");
    }
    return node.textValue().isEmpty() ? null : node.textValue();
  }

  /** A whole number that has to be there. */
  static int number(ObjectNode record, String key) {
    JsonNode node = record.get(key);
    if (node == null || !node.isIntegralNumber() || !node.canConvertToInt()) {
      throw new Garbled("a JSON object has no whole number \"" + key + "\"");
    }
    return node.intValue();
  }

  /** A list of texts; empty if it is null. */
  static List<String> texts(ObjectNode record, String key) {
    JsonNode node = record.get(key);
    if (node == null || !(node.isNull() || node.isArray())) {
      throw new Garbled("a JSON object has no list \"" + key + "\"");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode each : node) {
      if (!each.isTextual()) {
        throw new Garbled("\"" + key + "\" of a JSON object holds something else than texts");
      }
      texts.add(each.textValue());
    }
    return texts;
  }

  static ObjectNode empty() {
    return MAPPER.createObjectNode();
  }
}
