package dev.tendhost.exec.internal.route;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** As ssh(1) has it: who writes an ssh_config file decides where commands and passwords go. */
final class ConfigPermissions {
  private static final int GROUP_OR_OTHER_WRITE = 022;
  private static final Object ROOT = 0;

  private ConfigPermissions() {}

  /**
   * Makes sure that only root and the user who runs this can write to a file.
   *
   * @throws Fault INVALID_CONFIGURATION if others can
   */
  static void check(Path file) {
    try {
      if (!Files.isRegularFile(file)) {
        return;
      }
      Map<String, Object> attributes = Files.readAttributes(file, "unix:mode,uid");
      boolean open =
          attributes.get("mode") instanceof Integer mode && (mode & GROUP_OR_OTHER_WRITE) != 0;
      Object owner = attributes.getOrDefault("uid", ROOT);
      if (open || !(owner.equals(ROOT) || owner.equals(myself()))) {
        throw fault(file, "others can write to it", null);
      }
    } catch (IOException e) {
      throw fault(file, e.toString(), e);
    }
  }

  private static Object myself() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  private static Fault fault(Path file, String problem, @Nullable IOException cause) {
    return new Fault(
        FailureKind.INVALID_CONFIGURATION,
        "the ssh_config file "
            + file
            + " is not believed: "
            + problem
            + "; make it this user's own and run \"chmod go-w "
            + file
            + "\"",
        Map.of("file", file.toString()),
        cause);
  }
}
