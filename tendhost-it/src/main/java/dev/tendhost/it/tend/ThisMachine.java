package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the machine calls itself. */
final class ThisMachine {
  private static final Path KERNEL_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final String SSH = "-ssh";
  private static final int LONGEST = 253;

  private ThisMachine() {}

  static HostName name() {
    try {
      return name(Files.readString(KERNEL_NAME));
    } catch (IOException e) {
      return name("");
    }
  }

  /** What it is called when it is reached over SSH. */
  static HostName overSsh() {
    String name = name().value();
    return HostName.of(name.substring(0, Math.min(name.length(), LONGEST - SSH.length())) + SSH);
  }

  /** A valid name that is as near as possible; {@code localhost} if nothing is left. */
  static HostName name(String hostname) {
    String valid =
        hostname
            .strip()
            .replaceAll("[^A-Za-z0-9._-]", "-")
            .replaceAll("^[._-]+", "")
            .replaceAll("(?<=^.{" + LONGEST + "}).*", "")
            .replaceAll("[._-]+$", "");
    return HostName.of(valid.isEmpty() ? "localhost" : valid);
  }
}
