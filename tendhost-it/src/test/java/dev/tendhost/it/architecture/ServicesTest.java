package dev.tendhost.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** ServiceLoader reads module-info on the module path and META-INF/services on the class path. */
class ServicesTest {
  @TempDir private Path directory;

  static Stream<ModuleReference> modules() {
    return PublishedModules.found().values().stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void areTheSameOnBothPaths(ModuleReference module) throws Exception {
    assertThat(Services.registered(module)).isEqualTo(Services.declared(module));
  }

  @Test
  void aForgottenFileIsCaught() throws Exception {
    ModuleReference planted = planted();
    assertThat(Services.declared(planted)).isEqualTo(Map.of("planted.Port", List.of("planted.A")));
    assertThat(Services.registered(planted)).isEmpty();
  }

  @Test
  void aFileThatNamesAnotherIsCaught() throws Exception {
    ModuleReference planted = planted();
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(services.resolve("planted.Port"), "# ours\nplanted.A # one\n\n");
    assertThat(Services.registered(planted)).isEqualTo(Services.declared(planted));
    Files.writeString(services.resolve("planted.Port"), "planted.B\n");
    assertThat(Services.registered(planted)).isNotEqualTo(Services.declared(planted));
  }

  private ModuleReference planted() throws Exception {
    Map<String, String> sources =
        Map.of(
            "module-info.java",
            "module planted { exports planted; provides planted.Port with planted.A; }",
            "planted/Port.java",
            "package planted; public interface Port {}",
            "planted/A.java",
            "package planted; public class A implements Port {}");
    Files.createDirectories(directory.resolve("planted"));
    for (Map.Entry<String, String> source : sources.entrySet()) {
      Files.writeString(directory.resolve(source.getKey()), source.getValue());
    }
    Stream<String> files = sources.keySet().stream().map(directory::resolve).map(Path::toString);
    String[] arguments =
        Stream.concat(Stream.of("-d", directory.toString()), files).toArray(String[]::new);
    int result =
        ToolProvider.findFirst("javac").orElseThrow().run(System.out, System.err, arguments);
    assertThat(result).as(Arrays.toString(arguments)).isZero();
    return ModuleFinder.of(directory).find("planted").orElseThrow();
  }
}
