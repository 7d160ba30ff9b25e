package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.ManagedHost;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a host's settings say about compose.
 *
 * @param paths directories of stacks, absolute
 * @param soak for how long containers have to be well after an update
 * @param patience how long they may take until they are
 * @param asRoot whether every command runs as root
 */
record ComposeSettings(List<String> paths, Duration soak, Duration patience, boolean asRoot) {
  static final String PATHS = "compose.paths";
  static final String SOAK = "compose.soak";
  static final String PATIENCE = "compose.patience";
  static final String AS_ROOT = "compose.as-root";

  private static final Duration LONGEST = Duration.ofHours(1);

  /** Fails with INVALID_CONFIGURATION if a setting makes no sense. */
  static ComposeSettings of(ManagedHost host) {
    return new ComposeSettings(
        paths(host),
        duration(host, SOAK, Duration.ofSeconds(10)),
        duration(host, PATIENCE, Duration.ofMinutes(2)),
        asRoot(host));
  }

  /** Whether there are any: then somebody counts on compose. */
  static boolean mentioned(ManagedHost host) {
    return host.settings().keySet().stream().anyMatch(key -> key.startsWith("compose."));
  }

  private static List<String> paths(ManagedHost host) {
    Optional<String> setting = host.setting(PATHS);
    if (setting.isEmpty()) {
      return List.of();
    }
    List<String> paths = new ArrayList<>();
    for (String path : split(host, setting.get())) {
      if (!path.startsWith("/") || path.indexOf('\0') >= 0) {
        throw invalid(host, PATHS, "must hold absolute paths, not \"" + path + "\"");
      }
      paths.add(path);
    }
    return paths;
  }

  private static List<String> split(ManagedHost host, String setting) {
    if (!setting.startsWith("[")) {
      return List.of(setting.split(":", -1));
    }
    try {
      return Json.texts(Json.record("{\"paths\":" + setting + "}"), "paths");
    } catch (Garbled e) {
      throw invalid(host, PATHS, "begins with a bracket and is no JSON array of texts");
    }
  }

  private static Duration duration(ManagedHost host, String key, Duration otherwise) {
    Optional<String> setting = host.setting(key);
    if (setting.isEmpty()) {
      return otherwise;
    }
    try {
      Duration value = Duration.parse(setting.get());
      if (!value.isNegative() && value.compareTo(LONGEST) <= 0) {
        return value;
      }
    } catch (DateTimeParseException e) {
      // Told below.
    }
    throw invalid(host, key, "must be like PT10S and at most an hour, not " + setting.get());
  }

  private static boolean asRoot(ManagedHost host) {
    String setting = host.setting(AS_ROOT).orElse("false");
    if (!setting.equals("true") && !setting.equals("false")) {
      throw invalid(host, AS_ROOT, "must be true or false, not " + setting);
    }
    return setting.equals("true");
  }

  private static TendhostException invalid(ManagedHost host, String key, String what) {
    return new TendhostException(
        FailureKind.INVALID_CONFIGURATION, host.name(), "the setting " + key + " " + what);
  }
}
