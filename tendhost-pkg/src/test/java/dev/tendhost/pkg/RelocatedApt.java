package dev.tendhost.pkg;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.ManagedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The machine's real apt, relocated into a directory of the test's own, with a package of each
 * kind.
 */
abstract class RelocatedApt {
  @TempDir Path dir;
  AptRoot root;
  ProcessExecutor executor;

  @BeforeEach
  void relocatedApt() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/apt-get")),
        "no apt-get on this machine: what the adapter makes of a real apt is not tested here");
    Path scratch = Files.createDirectories(dir.resolve("scratch"));
    executor = new ProcessExecutor(scratch);
    root =
        new AptRoot(Files.createDirectories(dir.resolve("root")))
            .installed("plain", "1.0")
            .published("plain", "2.0", "all")
            .fixed("plain", "2.0", "all")
            .installed("held", "1.0", "all", "hold ok installed")
            .published("held", "2.0", "all")
            .installed("newdep", "1.0")
            .published("newdep", "2.0", "all", "Depends: libnew")
            .published("libnew", "1.0", "all")
            .installed("taker", "1.0")
            .published("taker", "2.0", "all", "Conflicts: victim")
            .installed("victim", "1.0")
            .published("victim", "1.0", "all")
            .installed("broken", "1.0")
            .published("broken", "2.0", "all", "Depends: missing (>= 9)")
            .installed("phased", "1.0")
            .published("phased", "2.0", "all", "Phased-Update-Percentage: 0")
            .installed("native", "1:1.0-1", "amd64", "install ok installed")
            .published("native", "1:1.0-2", "amd64")
            .installed("foreign", "1.0", "i386", "install ok installed")
            .published("foreign", "2.0", "i386")
            .installed("middle", "1.0")
            .published("middle", "3.0", "all")
            .fixed("middle", "2.0", "all")
            .installed("half", "1.0", "all", "install ok half-configured")
            .write();
  }

  final AptPackageManager manager(String... settings) {
    Map<String, String> all = new TreeMap<>(Map.of("apt.config", root.config().toString()));
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new AptPackageManager(
        new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), all), executor);
  }
}
