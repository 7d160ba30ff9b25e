package dev.tendhost.it.hosts;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import dev.tendhost.exec.fixture.TempFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packages for any Debian host, whatever else it is: installed, or in a source of its apt. */
public final class DebSource {
  private static final String DIRECTORY = "/srv/packages";
  private static final String SUITE = "tests";

  private DebSource() {}

  /** Installs packages, all at once, which no source has. */
  public static void install(RealHost host, DebPackage... packages) {
    Path directory = host.file("/root");
    String files =
        Stream.of(packages)
            .map(one -> "/root/" + one.build(directory).getFileName())
            .collect(Collectors.joining(" "));
    host.run("dpkg -i " + files + " && rm " + files);
  }

  /** Puts packages into a directory of the host, which is its apt's only source from now on. */
  public static void publish(RealHost host, DebPackage... packages) {
    host.write("/etc/apt/sources.list", "deb [trusted=yes] file:" + DIRECTORY + " ./\n");
    // Not there at once: Perl, in which the index is made, knows no directory of another root.
    Path here = TempFiles.directory("tendhost-source-");
    Stream.of(packages).forEach(one -> one.build(here));
    index(here, SUITE);
    try (Stream<Path> files = Files.list(here)) {
      host.run("mkdir -p " + DIRECTORY);
      for (Path file : files.toList()) {
        Files.copy(file, host.file(DIRECTORY).resolve(file.getFileName()), REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFiles.deleteTree(here);
    }
  }

  /** Makes the index of a directory of packages. */
  static void index(Path directory, String suite) {
    String script = Base.SCRIPTS.resolve("index-deb.sh").toString();
    Ran.of(RealHost.LIMIT, List.of("sh", script, directory.toString(), suite)).ok();
  }
}
