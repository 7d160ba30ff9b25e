package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.core.port.Garbled;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a registry says of a name, asked by the host's engine without fetching the image.
 *
 * @param digest what the name stands for there now; null if that is not known
 * @param reason why it is not known; null if it is
 * @param detail what was said instead of a digest, in a line
 */
record RegistryAnswer(@Nullable String digest, @Nullable Reason reason, String detail) {
  private static final int SHOWN = 300;
  private static final Pattern HTTP =
      Pattern.compile("HTTP/1\\.[01] (\\d{3})[^\\n]*\\n.*?\\r?\\n\\r?\\n(.*)", Pattern.DOTALL);

  /** The first that matches decides. */
  private static final Map<Reason, Pattern> REFUSALS = new LinkedHashMap<>();

  static {
    refusal(Reason.RATE_LIMITED, "toomanyrequests|too many requests|rate.?limit|\\b429\\b");
    refusal(
        Reason.ACCESS_DENIED,
        "unauthorized|authentication required|denied|no basic auth|forbidden|\\b40[13]\\b"
            + "|error getting credentials|incorrect username");
    refusal(
        Reason.NOT_FOUND,
        "manifest unknown|name unknown|no such manifest|repository .* not found"
            + "|manifest .* not found|: not found|does not exist");
    refusal(
        Reason.UNREACHABLE,
        "connection refused|connection reset|no such host|no route to host|network is unreachable"
            + "|time.?out|deadline exceeded|dial tcp|lookup |temporary failure|x509|certificate"
            + "|tls: |http response to https|unexpected eof|: eof|\\b50[0234]\\b|bad gateway"
            + "|service unavailable|server misbehaving");
  }

  private static void refusal(Reason reason, String pattern) {
    REFUSALS.put(reason, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
  }

  static RegistryAnswer known(String digest) {
    return new RegistryAnswer(digest, null, "");
  }

  static RegistryAnswer unknown(String text) {
    return new RegistryAnswer(null, refusal(text), lastLine(text));
  }

  /** Why a registry gives no answer, by what a tool says of it; UNKNOWN if that does not tell. */
  static Reason refusal(String text) {
    return REFUSALS.entrySet().stream()
        .filter(each -> each.getValue().matcher(text).find())
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse(Reason.UNKNOWN);
  }

  /**
   * Reads the model of the one service {@code image} after compose resolved its digest. Empty if it
   * did not: 2.25 to 2.27.0 ignore that they were asked to (docker/compose issue 11812).
   */
  static Optional<RegistryAnswer> ofModel(String json) {
    StackModel.Service service = StackModel.parse(json).services().get("image");
    String image = service == null ? null : service.image();
    if (image == null) {
      throw new Garbled("expected the model of one service");
    }
    return image.indexOf('@') < 0 ? Optional.empty() : Optional.of(known(Digests.after(image)));
  }

  /** Reads what docker's command line tells of one manifest, whichever of its commands. */
  static RegistryAnswer ofClient(String json) {
    List<ObjectNode> manifests = Json.records(json);
    if (manifests.size() != 1) {
      return new RegistryAnswer(
          null,
          Reason.ACCESS_DENIED,
          "it wants a login, and neither this compose nor this docker can ask it with one about an"
              + " image for several platforms; install a newer compose");
    }
    ObjectNode manifest = manifests.get(0);
    boolean wrapped = manifest.has("Descriptor");
    ObjectNode descriptor = wrapped ? Json.object(manifest.get("Descriptor")) : manifest;
    return known(Digests.require(Json.text(descriptor, "digest")));
  }

  /** Reads the engine's own answer to a question over its socket. */
  static RegistryAnswer ofHttp(String response) {
    Matcher matcher = HTTP.matcher(response);
    if (!matcher.matches()) {
      throw new Garbled("expected a response of the engine");
    }
    String body = matcher.group(2);
    // A body in chunks has their lengths around it.
    String json = body.substring(Math.max(0, body.indexOf('{')), body.lastIndexOf('}') + 1);
    if (!matcher.group(1).equals("200")) {
      String message = json.isEmpty() ? null : Json.optional(Json.record(json), "message");
      return unknown(matcher.group(1) + " " + (message == null ? "no reason given" : message));
    }
    return known(
        Digests.require(Json.text(Json.object(Json.record(json).get("Descriptor")), "digest")));
  }

  static String lastLine(String text) {
    String line = text.strip().lines().reduce((first, second) -> second).orElse("").strip();
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
