package dev.tendhost.it.tend;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command line that says where the hosts' states are kept. */
final class StateArgument {
  @Option(
      names = "--state",
      paramLabel = "DIR",
      converter = FileConverter.class,
      description =
          "Keep the hosts' states in this directory, which is made if there is none: after Ctrl-C or"
              + " a kill the same command goes on where it was. One run at a time can use it.")
  @Nullable Path directory;

  /** What is wrong, in a sentence; null if nothing is. */
  @Nullable String wrong(boolean attaches) {
    if (directory == null) {
      return null;
    }
    if (attaches) {
      return "--attach only watches: leave out --state";
    }
    return Files.exists(directory) && !Files.isDirectory(directory)
        ? "--state " + directory + ": that is a file; name a directory"
        : null;
  }
}
