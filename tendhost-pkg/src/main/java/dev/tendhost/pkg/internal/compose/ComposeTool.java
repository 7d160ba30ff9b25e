package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The compose a host has, and whose login to registries it uses.
 *
 * @param words how it is called: {@code docker compose} or {@code docker-compose}
 * @param v2 whether it is version 2, which reads JSON models and asks registries; version 1 cannot
 * @param environment variables for every command, so that jobs, which run as root, use the engine
 *     and the logins of the user who was asked
 */
record ComposeTool(List<String> words, boolean v2, Map<String, String> environment) {
  static final String PROBE =
      Framed.script(
          """
          tool=none
          if command -v docker >/dev/null 2>&1; then
            if version=$(docker compose version --short 2>/dev/null); then tool="plugin $version"
            elif command -v docker-compose >/dev/null 2>&1 &&
              version=$(docker-compose version --short 2>/dev/null); then tool="program $version"
            fi
          fi
          echo "tool" $tool
          config=${DOCKER_CONFIG:-${HOME:-}/.docker}
          if [ -d "$config" ]; then printf 'config %s\\n' "$config"; fi
          if [ -n "${DOCKER_HOST:-}" ]; then printf 'engine %s\\n' "$DOCKER_HOST"; fi
          """);

  /** Empty if the host has none. */
  static Optional<ComposeTool> parse(String output) {
    List<String> lines = Framed.lines(output);
    String tool = Framed.value(lines, "tool");
    if (tool.equals("none")) {
      return Optional.empty();
    }
    String[] words = tool.split(" ", 2);
    if (words.length < 2 || !words[1].matches("v?\\d{1,4}(\\..*)?")) {
      throw Garbled.line("a version of compose", tool);
    }
    List<String> program =
        switch (words[0]) {
          case "plugin" -> List.of("docker", "compose");
          case "program" -> List.of("docker-compose");
          default -> throw Garbled.line("how compose is called", tool);
        };
    int major = Integer.parseInt(words[1].replaceFirst("^v", "").replaceFirst("\\..*", ""));
    Map<String, String> environment = new TreeMap<>();
    // Would make "up" remove containers that are no longer in the file.
    environment.put("COMPOSE_REMOVE_ORPHANS", "false");
    one(lines, "config").ifPresent(path -> environment.put("DOCKER_CONFIG", path));
    one(lines, "engine").ifPresent(address -> environment.put("DOCKER_HOST", address));
    return Optional.of(new ComposeTool(program, major >= 2, Map.copyOf(environment)));
  }

  private static Optional<String> one(List<String> lines, String key) {
    return Framed.values(lines, key).stream().findFirst();
  }
}
