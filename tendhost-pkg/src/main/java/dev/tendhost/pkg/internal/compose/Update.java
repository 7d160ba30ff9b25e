package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpgradablePackage;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A service that runs another image than it should.
 *
 * @param project the stack
 * @param service the service
 * @param ref how the service calls its image
 * @param from the digest that runs, or the image's id if it has none
 * @param to the digest it should run, or the image's id if it has none
 * @param old the id of the image that runs
 * @param source what docker finds the new image by
 * @param platform which platform's image it is; null for the host's
 */
record Update(
    String project,
    String service,
    String ref,
    String from,
    String to,
    String old,
    String source,
    @Nullable String platform) {

  /** The service as plans, inventories and exclusions call it. */
  String name() {
    return project + "/" + service;
  }

  boolean excludedBy(Set<String> names) {
    return names.contains(service) || names.contains(name());
  }

  UpgradablePackage upgradable() {
    return new UpgradablePackage(name(), null, from, to, ref, false, null);
  }

  PackageChange change() {
    return new PackageChange(ChangeAction.UPGRADE, name(), null, from, to, ref, false);
  }

  ObjectNode json() {
    return Json.empty()
        .put("project", project)
        .put("service", service)
        .put("ref", ref)
        .put("from", from)
        .put("to", to)
        .put("old", old)
        .put("source", source)
        .put("platform", platform);
  }

  static Update of(ObjectNode json) {
    return new Update(
        Container.name(Json.text(json, "project")),
        Container.name(Json.text(json, "service")),
        Json.text(json, "ref"),
        Json.text(json, "from"),
        Json.text(json, "to"),
        Json.text(json, "old"),
        Json.text(json, "source"),
        Json.optional(json, "platform"));
  }
}
