package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stack that has containers, and where its files are. Paths may hold anything but NUL.
 *
 * @param project its name
 * @param directory its directory; null if nobody says
 * @param files its files, in the order they override each other
 * @param environmentFile a file of variables; null if none
 */
record Stack(
    String project,
    @Nullable String directory,
    List<String> files,
    @Nullable String environmentFile) {

  /** The stacks by what their containers say. */
  static Map<String, Stack> of(List<Container> containers) {
    Map<String, Stack> stacks = new TreeMap<>();
    for (Container each : containers) {
      stacks.putIfAbsent(
          each.project(),
          new Stack(each.project(), each.directory(), each.files(), each.environmentFile()));
    }
    return stacks;
  }

  /** The files of every stack, by its name, as {@code compose ls --format json} lists them. */
  static Map<String, List<String>> listed(String json) {
    Map<String, List<String>> stacks = new TreeMap<>();
    for (ObjectNode each : Json.records(json)) {
      String files = Json.optional(each, "ConfigFiles");
      stacks.put(
          Container.name(Json.text(each, "Name")),
          files == null ? List.of() : Container.files(files, null));
    }
    return stacks;
  }

  Stack withFiles(List<String> value) {
    return new Stack(project, directory, value, environmentFile);
  }

  /** The words that make compose work on this stack; each is passed as it is. */
  List<String> words(ComposeTool tool) {
    List<String> words = new ArrayList<>(tool.words());
    words.addAll(List.of("--project-name", project));
    if (directory != null) {
      words.addAll(List.of("--project-directory", directory));
    }
    files.forEach(file -> words.addAll(List.of("--file", file)));
    if (environmentFile != null) {
      words.addAll(List.of("--env-file", environmentFile));
    }
    return words;
  }
}
