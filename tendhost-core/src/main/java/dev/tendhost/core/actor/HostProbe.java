package dev.tendhost.core.actor;

import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.internal.Time;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.ToolFailure;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a host for a sign of life: which boot it is, and how systemd says it is. Needs no root. */
final class HostProbe {
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final Pattern BOOT_ID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern UPTIME = Pattern.compile("(\\d{1,10}\\.\\d{1,3}) \\d.*");
  private static final Pattern TICKS = Pattern.compile("\\d{1,18}");
  private static final Pattern WORD = Pattern.compile("[a-z]{1,20}");

  /** Whatever is not there is an empty value; only /proc and, where it runs, systemd are asked. */
  private static final String SCRIPT =
      """
      file() { [ ! -r "$2" ] || { read -r l <"$2"; printf '%s %s\\n' "$1" "$l"; }; }
      file boot /proc/sys/kernel/random/boot_id
      file uptime /proc/uptime
      file init /proc/1/stat
      if [ -d /run/systemd/system ]; then
        printf 'system %s\\n' "$(systemctl is-system-running 2>/dev/null)"
        systemctl list-units --failed --plain --no-legend --no-pager 2>/dev/null |
          while read -r unit rest; do printf 'unit %s\\n' "$unit"; done
      fi
      """;

  private static final Command COMMAND =
      Command.shell(Framed.script(SCRIPT)).withTitle("ask how it is up").withTimeout(WITHIN);

  private HostProbe() {}

  /** Fails where the host does not answer, or what it answers is not the probe's. */
  static Future<Vitals> ask(PortCalls calls, Time time, ManagedHost host, RemoteExecutor executor) {
    HostCommands commands = new HostCommands(host, executor, ToolFailure::usual);
    return calls.get(
        "asking how the host is up",
        WITHIN.plusSeconds(5),
        () -> commands.ask(COMMAND, output -> vitals(output, time.now())));
  }

  /** What the probe wrote; what is not of its shape is no evidence of anything. */
  static Vitals vitals(String output, Instant now) {
    List<String> lines = Framed.lines(output);
    BootIdentity boot =
        new BootIdentity(
            only(lines, "boot", BOOT_ID),
            uptime(only(lines, "uptime", UPTIME)),
            initStart(only(lines, "init", null)),
            now);
    return new Vitals(
        boot,
        only(lines, "system", WORD),
        Framed.values(lines, "unit").stream().sorted().distinct().toList());
  }

  private static @Nullable String only(List<String> lines, String key, @Nullable Pattern shape) {
    List<String> values = Framed.values(lines, key);
    boolean one = values.size() == 1 && !values.get(0).isEmpty();
    return one && (shape == null || shape.matcher(values.get(0)).matches()) ? values.get(0) : null;
  }

  private static @Nullable Duration uptime(@Nullable String text) {
    return text == null
        ? null
        : Duration.ofMillis(
            new BigDecimal(text.substring(0, text.indexOf(' '))).movePointRight(3).longValue());
  }

  /** Field 22 of stat; the name before it, in brackets, may hold anything (proc(5)). */
  private static @Nullable Long initStart(@Nullable String stat) {
    if (stat == null) {
      return null;
    }
    String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1);
    return fields.length > 19 && TICKS.matcher(fields[19]).matches()
        ? Long.valueOf(fields[19])
        : null;
  }
}
