package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The services of a stack as its files have them now, read from {@code compose config --format
 * json}. That text may hold secrets; nothing of it but what stands here is kept.
 *
 * @param services by name
 */
record StackModel(Map<String, Service> services) {
  /**
   * A service.
   *
   * @param image how it calls its image; null if it is built and has no name of its own
   * @param built whether it is built on the host
   * @param platform which platform's image it wants; null for the host's
   * @param shares services whose network, processes or memory it shares: it has to be made again
   *     when they are
   */
  record Service(
      @Nullable String image, boolean built, @Nullable String platform, Set<String> shares) {}

  static StackModel parse(String json) {
    Map<String, Service> services = new LinkedHashMap<>();
    ObjectNode all = Json.object(Json.record(json).get("services"));
    for (Map.Entry<String, JsonNode> each : all.properties()) {
      services.put(Container.name(each.getKey()), service(Json.object(each.getValue())));
    }
    return new StackModel(services);
  }

  private static Service service(ObjectNode service) {
    Set<String> shares = new TreeSet<>();
    for (String key : Set.of("network_mode", "ipc", "pid")) {
      String with = Json.optional(service, key);
      if (with != null && with.startsWith("service:")) {
        shares.add(Container.name(with.substring("service:".length())));
      }
    }
    boolean built = service.hasNonNull("build");
    String image = built ? Json.optional(service, "image") : Json.text(service, "image");
    return new Service(image, built, Json.optional(service, "platform"), shares);
  }

  /** Those that share something with one of these. */
  Set<String> sharers(Set<String> owners) {
    Set<String> sharers = new TreeSet<>();
    services.forEach(
        (name, service) -> {
          if (service.shares().stream().anyMatch(owners::contains)) {
            sharers.add(name);
          }
        });
    return sharers;
  }
}
