package dev.tendhost.core.actor;

import dev.tendhost.api.response.HealthReport;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Asks a host for a sign of life: a command that works, and the kernel's boot id. */
final class BootProbe {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Pattern BOOT_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Command COMMAND =
      Command.of("cat", "/proc/sys/kernel/random/boot_id").withTimeout(WITHIN);

  private BootProbe() {}

  /** Fails where the command cannot be run; what it answers is in the report. */
  static Future<HealthReport> ask(PortCalls calls, RemoteExecutor executor) {
    return calls
        .get("the boot id", WITHIN.plusSeconds(5), () -> executor.run(COMMAND))
        .map(BootProbe::report);
  }

  /** Anything that is not a boot id is no evidence of anything. */
  private static HealthReport report(CommandResult result) {
    String text = result.stdout().strip();
    if (result.ok() && BOOT_ID.matcher(text).matches()) {
      return new HealthReport(true, text, List.of());
    }
    return result.ok()
        ? new HealthReport(true, null, List.of("what the host gave as its boot id is not one"))
        : new HealthReport(
            false, null, List.of("reading the boot id ended with " + result.ending()));
  }
}
