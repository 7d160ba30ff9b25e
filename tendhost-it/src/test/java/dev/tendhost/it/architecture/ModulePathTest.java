package dev.tendhost.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The tests run on the class path; here the published modules live on the module path. */
class ModulePathTest {
  private static final String PROVIDER = "dev.tendhost.core.port.PackageManagerProvider";
  private static ModuleLayer layer;

  static Set<String> names() {
    return PublishedModules.found().keySet();
  }

  @BeforeAll
  static void resolve() {
    ModuleFinder path = ModuleFinder.of(PublishedModules.modulePath().toArray(Path[]::new));
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(path, ModuleFinder.of(), names());
    layer =
        ModuleLayer.defineModulesWithOneLoader(
                configuration, List.of(ModuleLayer.boot()), ClassLoader.getPlatformClassLoader())
            .layer();
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyClassLoadsFromItsModule(String name) throws Exception {
    ModuleReference module = PublishedModules.found().get(name);
    ClassLoader loader = layer.findLoader(name);
    List<String> wrong = new ArrayList<>();
    try (ModuleReader reader = module.open()) {
      List<String> files = reader.list().filter(ModulePathTest::isClass).toList();
      assertThat(files).isNotEmpty();
      for (String file : files) {
        Class<?> type = Class.forName(className(file), false, loader);
        type.getDeclaredMethods(); // links its signatures
        if (!type.getModule().isNamed() || !type.getModule().getName().equals(name)) {
          wrong.add(file);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void theProvidersAreFoundAndMade() throws Exception {
    List<String> declared =
        PublishedModules.found().values().stream()
            .flatMap(module -> Services.declared(module).getOrDefault(PROVIDER, List.of()).stream())
            .toList();
    Class<?> port = layer.findLoader("dev.tendhost.core").loadClass(PROVIDER);
    List<String> made = new ArrayList<>();
    for (Object provider : ServiceLoader.load(layer, port)) {
      made.add(provider.getClass().getName());
      assertThat(port.getMethod("id").invoke(provider)).asString().isNotBlank();
    }
    assertThat(made).containsExactlyInAnyOrderElementsOf(declared);
  }

  @Test
  void coreAsksForProviders() {
    assertThat(PublishedModules.found().get("dev.tendhost.core").descriptor().uses())
        .contains(PROVIDER);
  }

  private static boolean isClass(String file) {
    return file.endsWith(".class")
        && !file.equals("module-info.class")
        && !file.contains("META-INF/");
  }

  private static String className(String file) {
    return file.substring(0, file.length() - ".class".length()).replace('/', '.');
  }
}
