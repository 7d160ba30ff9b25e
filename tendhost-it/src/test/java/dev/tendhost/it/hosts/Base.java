package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.Tools;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The root file systems that hosts start from; each is built once by build.sh, and then kept. */
final class Base {
  static final Path SCRIPTS = Path.of("src", "test", "hosts").toAbsolutePath();

  private static final Duration LIMIT = Duration.ofMinutes(10);
  private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();

  private Base() {}

  /** The directory of a base: {@code apt}, {@code dnf}, {@code dnf5} or {@code engine}. */
  static Path of(String kind) {
    Tools.needNamespaces();
    Tools.need("mmdebstrap");
    return BUILT.computeIfAbsent(kind, Base::build);
  }

  private static Path build(String kind) {
    String script = SCRIPTS.resolve("build.sh").toString();
    return Path.of(Ran.of(LIMIT, List.of("sh", script, kind)).ok().stdout().strip());
  }
}
