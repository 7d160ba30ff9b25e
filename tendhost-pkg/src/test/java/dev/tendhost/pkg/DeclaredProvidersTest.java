package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeclaredProvidersTest {
  @Test
  void theModuleAndTheClassPathDeclareTheSame() throws IOException {
    Path classes = classes();
    Set<String> ofModule;
    try (InputStream in = Files.newInputStream(classes.resolve("module-info.class"))) {
      ofModule =
          ModuleDescriptor.read(in).provides().stream()
              .flatMap(provides -> provides.providers().stream())
              .collect(Collectors.toSet());
    }
    String service = "META-INF/services/dev.tendhost.core.port.PackageManagerProvider";
    Set<String> ofClassPath = Set.copyOf(Files.readAllLines(classes.resolve(service)));
    assertThat(ofClassPath).isEqualTo(ofModule).contains(AptProvider.class.getName());
  }

  private static Path classes() {
    try {
      return Path.of(AptProvider.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
