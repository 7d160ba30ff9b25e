package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The commands that read, in one place; none changes anything. Whatever comes from the host is
 * passed as a word, never as a part of a script.
 */
final class ComposeCommands {
  private static final Duration REGISTRY_TIMEOUT = Duration.ofSeconds(60);
  private static final int OUTPUT_LIMIT = 16 << 20;

  private static final String LIST =
      Framed.script(
          """
          stacks=$("$@" ls -a --format json) || exit $?
          printf '%s\\n' "$stacks"
          """);

  /** Arguments: directories. The names are compose's own, in its order. */
  private static final String FIND =
      Framed.script(
          """
          number=0
          for directory; do
            found=none
            for name in compose.yaml compose.yml docker-compose.yaml docker-compose.yml; do
              if [ "$found" = none ] && [ -f "$directory/$name" ]; then found=$name; fi
            done
            echo "file $number $found"
            number=$((number + 1))
          done
          """);

  /** The engine asks the registry and fetches nothing. Arguments: the name of an image. */
  private static final String ASK_ENGINE =
      """
      printf 'GET /distribution/%s/json HTTP/1.1\\r\\nHost: docker\\r\\nConnection: close\\r\\n\\r\\n' "$1" |
        docker system dial-stdio
      """;

  /** The first tells the digest of an image for several platforms too; not every host has it. */
  private static final String ASK_CLIENT =
      """
      docker buildx imagetools inspect --format '{{json .Manifest}}' "$1" 2>/dev/null ||
        docker manifest inspect --verbose "$1"
      """;

  private final ComposeTool tool;
  private final boolean asRoot;

  ComposeCommands(ComposeTool tool, boolean asRoot) {
    this.tool = tool;
    this.asRoot = asRoot;
  }

  static Command probe(boolean asRoot) {
    return Command.shell(ComposeTool.PROBE)
        .withAsRoot(asRoot)
        .withTitle("script: which docker compose is there");
  }

  /** Asks the engine for as little as it can be asked for. */
  static Command engineVersion() {
    return Command.of("docker", "version", "--format", "{{.Server.Version}}");
  }

  /** Does nothing, as root. */
  static Command becomeRoot() {
    return Command.of("true").withAsRoot(true);
  }

  ComposeTool tool() {
    return tool;
  }

  Command list() {
    return script(LIST, tool.words());
  }

  Command find(List<String> directories) {
    return script(FIND, directories);
  }

  Command snapshot() {
    return script(Snapshot.SCRIPT, List.of());
  }

  Command localTags(List<String> names) {
    return script(LocalTags.SCRIPT, names);
  }

  /** Every service, of whatever profile. */
  Command model(Stack stack) {
    List<String> words = new ArrayList<>(stack.words(tool));
    words.addAll(List.of("--profile", "*", "config", "--format", "json"));
    return command(words);
  }

  /** Compose asks the engine to ask the registry, with the user's login; only version 2 does. */
  Command digestByCompose(ImageRef image) {
    List<String> words = new ArrayList<>(tool.words());
    words.addAll(List.of("--project-name", "tendhost", "--project-directory", "/"));
    words.addAll(List.of("--env-file", "/dev/null", "--file", "-"));
    words.addAll(List.of("config", "--resolve-image-digests", "--format", "json"));
    // A reference holds nothing that JSON or compose would take for anything else.
    String model = "{\"services\":{\"image\":{\"image\":\"" + image.text() + "\"}}}";
    return command(words).withStdin(model).withTimeout(REGISTRY_TIMEOUT);
  }

  /** The engine asks, without a login. */
  Command digestByEngine(ImageRef image) {
    return script(ASK_ENGINE, List.of(image.text())).withTimeout(REGISTRY_TIMEOUT);
  }

  /** The command line asks, with the user's login, past the engine. */
  Command digestByClient(ImageRef image) {
    return script(ASK_CLIENT, List.of(image.text())).withTimeout(REGISTRY_TIMEOUT);
  }

  private Command script(String script, Collection<String> arguments) {
    List<String> words = new ArrayList<>(Arrays.asList("sh", "-c", script, "sh"));
    words.addAll(arguments);
    return command(words);
  }

  private Command command(List<String> words) {
    return Command.of(words)
        .withEnvironment(tool.environment())
        .withOutputLimit(OUTPUT_LIMIT)
        .withAsRoot(asRoot);
  }
}
