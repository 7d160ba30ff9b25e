package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names of images stand for on the host now. */
final class LocalTags {
  /** Arguments: the names. */
  static final String SCRIPT =
      Framed.script(
          Snapshot.FUNCTIONS
              + "\nfor name; do printf 'name %s\\n' \"$name\"; local_image \"$name\"; done");

  private LocalTags() {}

  /**
   * What a name stands for.
   *
   * @param id the image's id
   * @param digests the digests it is known by
   */
  record Image(String id, Set<String> digests) {}

  /** Every name that was asked for; empty if there is no such image. */
  static Map<String, Optional<Image>> parse(List<String> names, String output) {
    Map<String, Optional<Image>> images = new LinkedHashMap<>();
    List<String> lines = Framed.lines(output);
    for (int i = 0; i + 1 < lines.size(); i += 2) {
      if (!lines.get(i).startsWith("name ")) {
        throw Garbled.line("the name of an image", lines.get(i));
      }
      images.put(lines.get(i).substring("name ".length()), image(lines.get(i + 1)));
    }
    if (lines.size() != 2 * names.size() || !new ArrayList<>(images.keySet()).equals(names)) {
      throw new Garbled("not the images that were asked for");
    }
    return images;
  }

  private static Optional<Image> image(String line) {
    if (line.startsWith("missing ")) {
      return Optional.empty();
    }
    if (!line.startsWith("image ")) {
      throw Garbled.line("an image", line);
    }
    Map<String, Set<String>> one = new LinkedHashMap<>();
    Snapshot.image(Json.record(line.substring("image ".length())), false, one);
    Map.Entry<String, Set<String>> image = one.entrySet().iterator().next();
    return Optional.of(new Image(image.getKey(), new LinkedHashSet<>(image.getValue())));
  }
}
