package dev.tendhost.it.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The published modules as they lie on the class path, in jars or in directories of classes. */
final class PublishedModules {
  static final String ROOT = "dev.tendhost";
  private static final Set<String> NAMES =
      Set.of("dev.tendhost.api", "dev.tendhost.core", "dev.tendhost.exec", "dev.tendhost.pkg");

  private PublishedModules() {}

  /** The published modules that exist, by name. */
  static Map<String, ModuleReference> found() {
    Map<String, ModuleReference> found = new TreeMap<>();
    for (Path entry : classPath()) {
      module(entry)
          .filter(module -> NAMES.contains(module.descriptor().name()))
          .ifPresent(module -> found.put(module.descriptor().name(), module));
    }
    return found;
  }

  /** Every entry of the class path that is a module, a plain jar with a usable name included. */
  static List<Path> modulePath() {
    return classPath().stream().filter(entry -> module(entry).isPresent()).toList();
  }

  static House house() {
    return new House(
        ROOT,
        found().values().stream()
            .flatMap(module -> module.descriptor().exports().stream())
            .filter(exports -> !exports.isQualified())
            .map(ModuleDescriptor.Exports::source)
            .collect(Collectors.toSet()));
  }

  static JavaClasses classes() {
    List<Location> locations = new ArrayList<>();
    for (ModuleReference module : found().values()) {
      Path path = Path.of(module.location().orElseThrow());
      locations.add(Files.isDirectory(path) ? Location.of(path) : Location.of(jar(path)));
    }
    return new ClassFileImporter().importLocations(locations);
  }

  private static List<Path> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(Files::exists)
        .toList();
  }

  private static Optional<ModuleReference> module(Path entry) {
    try {
      return ModuleFinder.of(entry).findAll().stream().findFirst();
    } catch (FindException e) {
      return Optional.empty(); // a jar from whose name no module name can be made
    }
  }

  private static JarFile jar(Path path) {
    try {
      return new JarFile(path.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
