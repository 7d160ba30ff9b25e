package dev.tendhost.core.actor;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.ToolFailure;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reboots one host, unless something on it forbids that. */
final class RebootCommand {
  private static final Duration WITHIN = Duration.ofSeconds(30);

  /** A line of systemd-inhibit(1) about a lock that forbids to shut down; "delay" only delays. */
  private static final Pattern FORBIDS = Pattern.compile(".*\\bshutdown\\b.*\\sblock\\s*");

  private static final String LIST =
      "COLUMNS=1000 SYSTEMD_COLORS=0 LC_ALL=C systemd-inhibit --list --no-pager 2>/dev/null";

  static final Command INHIBITORS =
      Command.shell(
              Framed.script(
                  """
                  if [ -d /run/systemd/system ] && command -v systemd-inhibit >/dev/null 2>&1; then
                    %s | while IFS= read -r line; do printf 'lock %%s\\n' "$line"; done
                  fi
                  """
                      .formatted(LIST)))
          .withTitle("ask what forbids a reboot")
          .withTimeout(WITHIN);

  /**
   * systemctl asks systemd and does not wait for the end. Its own --check-inhibitors=yes is not for
   * this: it refuses wherever another user is logged in, and who logs in to become root by sudo is
   * one. The other programs are started a second later and in a session of their own, for they may
   * end ours at once.
   */
  static final Command REBOOT =
      Command.shell(
              """
              if [ -d /run/systemd/system ] && command -v systemctl >/dev/null 2>&1; then
                if %s | grep 'shutdown.*[[:space:]]block[[:space:]]*$' >&2; then
                  exit 1
                fi
                exec systemctl reboot
              fi
              own=
              ! command -v setsid >/dev/null 2>&1 || own=setsid
              for program in 'shutdown -r now' reboot; do
                if command -v ${program%%%% *} >/dev/null 2>&1; then
                  nohup $own sh -c "sleep 1; exec $program" </dev/null >/dev/null 2>&1 &
                  exit 0
                fi
              done
              echo 'neither systemctl nor shutdown nor reboot is there' >&2
              exit 127
              """
                  .formatted(LIST))
          .withAsRoot(true)
          .withTitle("reboot")
          .withTimeout(WITHIN);

  private static final String ADVICE =
      "the host could not be told to reboot; its standard error says why";

  /** How ssh itself ends where the connection goes before the command does. */
  private static final int GONE = 255;

  /** Said of a reboot command, these say that nobody knows how it ended: it may have been heard. */
  private static final Set<FailureKind> MAY_BE_SENT =
      Set.of(FailureKind.CONNECTION_LOST, FailureKind.TIMEOUT);

  private final PortCalls calls;
  private final HostCommands commands;

  RebootCommand(PortCalls calls, ManagedHost host, RemoteExecutor executor) {
    this.calls = calls;
    this.commands = new HostCommands(host, executor, ToolFailure::usual);
  }

  /** Fails with REBOOT_INHIBITED where something forbids a reboot now. */
  Future<Void> requireAllowed() {
    return calls
        .get(
            "asking what forbids a reboot",
            WITHIN.plusSeconds(5),
            () -> commands.ask(INHIBITORS, RebootCommand::forbidding))
        .compose(
            locks ->
                locks.isEmpty()
                    ? Future.succeededFuture()
                    : Future.failedFuture(inhibited(String.join("; ", locks))));
  }

  /** Succeeds when the command was, or may have been, heard. */
  Future<Void> send() {
    return calls
        .get("the reboot command", WITHIN.plusSeconds(5), () -> commands.end(REBOOT))
        .compose(this::heard)
        .recover(
            thrown ->
                MAY_BE_SENT.contains(TendhostException.errorOf(thrown, null).kind())
                    ? Future.succeededFuture()
                    : Future.failedFuture(thrown));
  }

  private Future<Void> heard(CommandResult result) {
    Integer code = result.exitCode();
    if (code == null || code == 0 || code == GONE) {
      return Future.succeededFuture();
    }
    return result.stderr().lines().anyMatch(line -> FORBIDS.matcher(line).matches())
        ? Future.failedFuture(inhibited(HostCommands.tail(result.stderr())))
        : Future.failedFuture(
            commands.failed(REBOOT, result, ToolFailure.of(FailureKind.COMMAND_FAILED, ADVICE)));
  }

  private static List<String> forbidding(String output) {
    return Framed.values(Framed.lines(output), "lock").stream()
        .filter(line -> FORBIDS.matcher(line).matches())
        .map(line -> line.replaceAll("\\s+", " "))
        .toList();
  }

  private TendhostException inhibited(String holder) {
    return new TendhostException(
        new FleetError(
            FailureKind.REBOOT_INHIBITED,
            Objects.requireNonNull(commands.host().name()),
            "something on the host forbids a reboot at the moment: " + holder,
            null,
            Map.of("holder", holder)));
  }
}
