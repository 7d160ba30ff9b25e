package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ToolFailure;
import java.util.regex.Pattern;

/** Classifies what docker and compose write to standard error. */
enum EngineFailure implements ToolFailure {
  // The first that matches decides.
  NOT_ALLOWED(
      FailureKind.PRIVILEGE,
      "this user may not use docker; let it into the group docker, log in as root, or set"
          + " compose.as-root",
      "permission denied.*(?:docker|connect)|dial unix .*permission denied"),
  DOWN(
      FailureKind.UNHEALTHY,
      "the container engine does not answer; see whether it runs",
      "Cannot connect to the Docker daemon|Is the docker daemon running|error during connect"
          + "|Couldn't connect to Docker daemon"),
  FULL(FailureKind.NO_SPACE, "a file system is full; free some space", "[Nn]o space left"),
  REGISTRY(
      FailureKind.REPOSITORY_UNAVAILABLE,
      "a registry gave no image; see the reason, then try again",
      ""),
  MISSING(
      FailureKind.PACKAGE_MANAGER_MISSING,
      "docker compose is not installed on this host",
      "(?:docker|docker-compose): (?:command )?not found|is not a docker command"),
  OTHER(FailureKind.COMMAND_FAILED, "the command failed; its standard error says why", "");

  private static final int NOT_FOUND = 127;

  private final FailureKind kind;
  private final String advice;
  private final Pattern pattern;

  EngineFailure(FailureKind kind, String advice, String pattern) {
    this.kind = kind;
    this.advice = advice;
    this.pattern = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
  }

  @Override
  public FailureKind kind() {
    return kind;
  }

  @Override
  public String advice() {
    return advice;
  }

  static EngineFailure of(CommandResult result) {
    Integer exitCode = result.exitCode();
    return exitCode != null && exitCode == NOT_FOUND ? MISSING : of(result.stderr());
  }

  /** By what was written alone; never {@link #REGISTRY}. */
  static EngineFailure of(String text) {
    for (EngineFailure failure : values()) {
      if (failure != REGISTRY && failure.pattern.matcher(text).find()) {
        return failure;
      }
    }
    return OTHER;
  }

  /** Of a fetch, where a registry may be to blame. */
  static EngineFailure ofFetch(String text) {
    EngineFailure failure = of(text);
    boolean passes =
        switch (RegistryAnswer.refusal(text)) {
          case RATE_LIMITED, UNREACHABLE -> true;
          default -> false;
        };
    return failure == OTHER && passes ? REGISTRY : failure;
  }
}
