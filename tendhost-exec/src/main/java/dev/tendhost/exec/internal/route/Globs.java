package dev.tendhost.exec.internal.route;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/** Finds the files that a pattern such as {@code conf.d/*.conf} stands for, as glob(7). */
final class Globs {
  private Globs() {}

  /** Existing files in alphabetical order; a relative pattern starts in that directory. */
  static List<Path> files(String pattern, Path directory) {
    List<Path> found = List.of(pattern.startsWith("/") ? Path.of("/") : directory);
    for (String step : pattern.split("/", -1)) {
      if (!step.isEmpty()) {
        found = found.stream().flatMap(path -> step(path, step).stream()).toList();
      }
    }
    return found.stream().filter(path -> !Files.isDirectory(path)).toList();
  }

  private static List<Path> step(Path directory, String step) {
    if (step.chars().noneMatch(c -> "*?[".indexOf(c) >= 0)) {
      Path path = directory.resolve(step);
      return Files.exists(path) ? List.of(path) : List.of();
    }
    String glob = step.replaceAll("([{}])", "\\\\$1");
    boolean hidden = step.startsWith(".");
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, glob)) {
      List<Path> found = new ArrayList<>();
      StreamSupport.stream(entries.spliterator(), false)
          .filter(path -> hidden || !path.getFileName().toString().startsWith("."))
          .sorted()
          .forEach(found::add);
      return found;
    } catch (IOException e) {
      // What cannot be listed holds nothing, as with glob(3).
      return List.of();
    }
  }
}
