package dev.tendhost.it.architecture;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a module provides, once as the module path sees it and once as the class path sees it. */
final class Services {
  private static final String FOLDER = "META-INF/services/";

  private Services() {}

  static Map<String, List<String>> declared(ModuleReference module) {
    return module.descriptor().provides().stream()
        .collect(
            Collectors.toMap(
                provides -> provides.service(),
                provides -> provides.providers().stream().sorted().toList(),
                (one, other) -> one,
                TreeMap::new));
  }

  static Map<String, List<String>> registered(ModuleReference module) throws IOException {
    Map<String, List<String>> services = new TreeMap<>();
    try (ModuleReader reader = module.open()) {
      for (String file : reader.list().filter(Services::isService).toList()) {
        try (InputStream in = reader.open(file).orElseThrow()) {
          String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
          services.put(file.substring(FOLDER.length()), providers(text));
        }
      }
    }
    return services;
  }

  private static boolean isService(String file) {
    return file.startsWith(FOLDER) && file.length() > FOLDER.length();
  }

  private static List<String> providers(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .sorted()
        .toList();
  }
}
