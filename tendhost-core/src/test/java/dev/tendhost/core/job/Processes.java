package dev.tendhost.core.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Processes of this machine, and job directories that speak of them. */
final class Processes {
  static final String NEVER = "00000000-0000-0000-0000-000000000000";

  private Processes() {}

  static String boot() {
    return Jobs.read(Path.of("/proc/sys/kernel/random/boot_id")).strip();
  }

  /** Field 22 of its stat: when it was started. */
  static long start(long pid) {
    String stat = Jobs.read(Path.of("/proc/" + pid + "/stat"));
    return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[19]);
  }

  static char state(long pid) {
    String stat = Jobs.read(Path.of("/proc/" + pid + "/stat"));
    return stat.charAt(stat.lastIndexOf(')') + 2);
  }

  /** Returns when it is dead, which is a little after it was killed. */
  static void kill(long pid) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-9", Long.toString(pid)).start().waitFor();
    waitUntil(() -> !Files.exists(Path.of("/proc/" + pid)) || dead(pid));
  }

  private static boolean dead(long pid) {
    try {
      return "ZX".indexOf(state(pid)) >= 0;
    } catch (UncheckedIOException gone) {
      return true;
    }
  }

  /** What a runner of that process writes when it starts. */
  static String claim(long pid, long start, String boot) {
    return "pid=" + pid + "\nstart=" + start + "\nsession=" + pid + "\nboot=" + boot + "\nend=\n";
  }

  static Path closedDirectory(Path path) throws IOException {
    return Files.createDirectory(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
  }

  static void waitUntil(BooleanSupplier condition) {
    for (int i = 0; i < 3000 && !condition.getAsBoolean(); i++) {
      LockSupport.parkNanos(10_000_000);
    }
    if (!condition.getAsBoolean()) {
      throw new AssertionError("waited 30 s in vain");
    }
  }
}
