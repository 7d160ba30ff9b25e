package dev.tendhost.pkg.internal.compose;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.ShellWords;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The containers of all stacks and the images they were made from.
 *
 * @param containers without those of {@code compose run}
 * @param images the digests each image is known by, by its id; one that is gone is not there
 */
record Snapshot(List<Container> containers, Map<String, Set<String>> images) {
  /** Fits {@link #image}; docker fills it in. */
  static final String IMAGE_TEMPLATE = "{\"id\":{{json .Id}},\"digests\":{{json .RepoDigests}}}";

  /** Defines the shell function {@code snapshot}, which ends the shell if the engine fails. */
  static final String FUNCTIONS =
      Resource.text("snapshot.sh")
          .replace("@CONTAINER@", ShellWords.quote(Container.TEMPLATE))
          .replace("@IMAGE@", ShellWords.quote(IMAGE_TEMPLATE));

  static final String SCRIPT = Framed.script(FUNCTIONS + "\nsnapshot");

  static Snapshot parse(String output) {
    List<String> lines = Framed.lines(output);
    // Without it an engine's refusal to list anything would pass for an empty host.
    boolean idsAreDigests = Framed.value(lines, "store").contains("io.containerd.snapshotter");
    List<Container> containers = new ArrayList<>();
    Map<String, Set<String>> images = new LinkedHashMap<>();
    for (String line : lines) {
      String value = line.substring(line.indexOf(' ') + 1);
      switch (line.substring(0, Math.max(0, line.indexOf(' ')))) {
        case "store", "containers", "missing" -> {}
        case "container" -> containers.add(Container.of(Json.record(value)));
        case "image" -> image(Json.record(value), idsAreDigests, images);
        default -> throw Garbled.line("a container or an image", line);
      }
    }
    requireAll(lines, containers, images.keySet());
    return new Snapshot(List.copyOf(containers), images);
  }

  /** A line that is lost, or one too many, must not make a service look well. */
  private static void requireAll(
      List<String> lines, List<Container> containers, Set<String> images) {
    if (!Framed.value(lines, "containers").equals(String.valueOf(containers.size()))) {
      throw new Garbled("not as many containers as the engine counted");
    }
    Set<String> known = new HashSet<>(images);
    Framed.values(lines, "missing").forEach(id -> known.add(Digests.require(id)));
    if (!containers.stream().map(Container::image).collect(toSet()).equals(known)) {
      throw new Garbled("not the images that the containers were made from");
    }
  }

  static void image(ObjectNode record, boolean idIsDigest, Map<String, Set<String>> images) {
    String id = Digests.require(Json.text(record, "id"));
    Set<String> digests = new LinkedHashSet<>();
    Json.texts(record, "digests").forEach(each -> digests.add(Digests.after(each)));
    if (idIsDigest) {
      digests.add(id);
    }
    images.put(id, digests);
  }

  Set<String> digests(String image) {
    return images.getOrDefault(image, Set.of());
  }

  /** The containers of a service. */
  List<Container> of(String project, String service) {
    return containers.stream()
        .filter(each -> each.project().equals(project) && each.service().equals(service))
        .toList();
  }
}
