package dev.tendhost.core.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The shells of this machine that a host's {@code sh} may be, and programs that are not there. */
final class Shells {
  private static final String[] TOOLS = {
    "base64", "cat", "dd", "find", "id", "ln", "ls", "mkdir", "mv", "od", "rm", "setsid", "sleep",
    "stat", "sync", "tee", "tr", "wc"
  };

  private Shells() {}

  /** Paths of which the first {@code sh} is another one each; the system's own comes first. */
  static List<String> paths(Path scratch) throws IOException {
    List<String> paths = new ArrayList<>(List.of(System.getenv("PATH")));
    for (String name : new String[] {"dash", "bash", "mksh", "yash", "busybox"}) {
      Optional<Path> shell = find(name);
      if (shell.isPresent()) {
        paths.add(as(name, shell.get(), scratch) + ":" + System.getenv("PATH"));
      }
    }
    return paths;
  }

  /** A path in which this program is a script of the test. */
  static String faking(Path scratch, String name, String script) throws IOException {
    Path directory = Files.createDirectories(scratch.resolve("bin"));
    program(directory.resolve(name), "#!/bin/sh\n" + script + "\n");
    return directory + ":" + System.getenv("PATH");
  }

  /** A path in which a second passes twenty times as fast. */
  static String hurrying(Path scratch) throws IOException {
    return faking(scratch, "sleep", "exec /bin/sleep 0.05");
  }

  private static Path as(String name, Path shell, Path scratch) throws IOException {
    Path directory = scratch.resolve("as-" + name);
    if (Files.exists(directory)) {
      return directory;
    }
    Files.createDirectories(directory);
    String first = "#!/bin/sh\nexec " + shell;
    boolean busybox = name.equals("busybox");
    String option = busybox ? " sh" : name.equals("bash") ? " --posix" : "";
    program(directory.resolve("sh"), first + option + " \"$@\"\n");
    for (String tool : busybox ? TOOLS : new String[0]) {
      program(directory.resolve(tool), first + " " + tool + " \"$@\"\n");
    }
    return directory;
  }

  private static Optional<Path> find(String program) {
    return List.of(System.getenv("PATH").split(":")).stream()
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
