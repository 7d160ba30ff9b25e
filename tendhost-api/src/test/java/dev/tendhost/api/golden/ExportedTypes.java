package dev.tendhost.api.golden;

import dev.tendhost.api.HostName;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The public types of the exported packages, read from the built module itself. */
final class ExportedTypes {
  private ExportedTypes() {}

  static List<Class<?>> all() {
    try {
      Path built =
          Path.of(HostName.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      ModuleReference module = ModuleFinder.of(built).find("dev.tendhost.api").orElseThrow();
      Set<String> exported =
          module.descriptor().exports().stream()
              .map(ModuleDescriptor.Exports::source)
              .collect(Collectors.toSet());
      try (var reader = module.open()) {
        return reader
            .list()
            .filter(name -> name.endsWith(".class") && name.contains("/"))
            .map(name -> name.substring(0, name.length() - ".class".length()).replace('/', '.'))
            .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
            .sorted()
            .<Class<?>>map(ExportedTypes::load)
            .toList();
      }
    } catch (URISyntaxException | java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> load(String name) {
    try {
      return Class.forName(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }
}
