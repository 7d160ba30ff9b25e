package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the file of a stack is found, by this machine's shell. */
class StackFilesTest {
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");
  private static final String NASTY = "a b'q\"$(touch pwned)`touch pwned`;touch pwned\\ *";

  @TempDir private Path temp;

  @Test
  void eachOfTheFourNamesIsFoundInADirectoryOfAnyName() throws Exception {
    List<String> directories = new ArrayList<>();
    for (String name : NAMES) {
      directories.add(stack(NASTY + name, name));
    }
    Map<String, String> found = found(directories);
    assertThat(found).hasSize(4);
    for (int i = 0; i < NAMES.size(); i++) {
      assertThat(found).containsEntry(directories.get(i), directories.get(i) + "/" + NAMES.get(i));
    }
    try (var files = Files.list(temp)) {
      assertThat(files.map(file -> file.getFileName().toString())).doesNotContain("pwned");
    }
  }

  @Test
  void ofSeveralNamesComposesOwnFirstCounts() throws Exception {
    String both = stack("both", "docker-compose.yml", "compose.yml");
    String other = stack("other", "stack.yml");
    assertThat(found(List.of(both, other))).isEqualTo(Map.of(both, both + "/compose.yml"));
  }

  private String stack(String directory, String... files) throws IOException {
    Path made = Files.createDirectories(temp.resolve(directory));
    for (String file : files) {
      Files.writeString(made.resolve(file), "services: {}\n");
    }
    return made.toString();
  }

  private Map<String, String> found(List<String> directories) throws Exception {
    ComposeTool tool = new ComposeTool(List.of("docker", "compose"), true, Map.of());
    List<String> words = new ComposeCommands(tool, false).find(directories).argv();
    Path out = temp.resolve("out");
    Process shell =
        new ProcessBuilder(words).directory(temp.toFile()).redirectOutput(out.toFile()).start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return StackFinder.found(directories, Files.readString(out));
  }
}
