package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A host that reboots when it is told to, and is seen on the way as a test wants it. */
final class PlayedHost {
  static final String OLD = "c4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6";
  static final String NEW = "5d0f4a3b-9d53-4bb8-a6b1-2f9b5f0f7a11";

  final List<Command> reboots = new CopyOnWriteArrayList<>();
  final AtomicInteger overlaps = new AtomicInteger();
  final AtomicInteger onOldSessions = new AtomicInteger();

  /** What forbids a reboot, a line of systemd-inhibit each. */
  volatile List<String> locks = List.of();

  volatile Supplier<Future<CommandResult>> rebooting = () -> FakeExecutor.says("");
  volatile Supplier<Future<CommandResult>> other = () -> FakeExecutor.says("");

  private final ManualTime time;
  private final FakeExecutor executor;
  private final TreeMap<Long, Supplier<Future<CommandResult>>> phases = new TreeMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private volatile @Nullable Instant sent;
  private int disconnects = -1;

  PlayedHost(TestFleet test, FakeExecutor executor) {
    this.time = test.time;
    this.executor = executor;
    phases.put(Long.MIN_VALUE, () -> up(OLD, "running"));
    executor.answer = this::answer;
  }

  /** From so many seconds after the reboot command on, the question how it is up ends so. */
  PlayedHost at(long seconds, Supplier<Future<CommandResult>> seen) {
    phases.put(seconds, seen);
    return this;
  }

  static Future<CommandResult> up(String boot, String system, String... failedUnits) {
    StringBuilder lines = new StringBuilder("tendhost-probe-begin\nboot " + boot + "\n");
    lines.append("system ").append(system).append('\n');
    for (String unit : failedUnits) {
      lines.append("unit ").append(unit).append('\n');
    }
    return FakeExecutor.says(lines.append("tendhost-probe-end\n").toString());
  }

  static Future<CommandResult> fails(FailureKind kind) {
    return Future.failedFuture(new TendhostException(kind, null, "played"));
  }

  static Future<CommandResult> silence() {
    return Promise.<CommandResult>promise().future();
  }

  private Future<CommandResult> answer(Command command) {
    String title = command.title() == null ? "" : command.title();
    return switch (title) {
      case "ask how it is up" -> probed();
      case "ask what forbids a reboot" ->
          FakeExecutor.says(
              "tendhost-probe-begin\n"
                  + String.join("", locks.stream().map(l -> "lock " + l + "\n").toList())
                  + "tendhost-probe-end\n");
      case "reboot" -> {
        reboots.add(command);
        sent = time.now();
        yield rebooting.get();
      }
      default -> command.asRoot() ? FakeExecutor.usual(command) : other.get();
    };
  }

  private Future<CommandResult> probed() {
    Instant since = sent;
    long seconds = since == null ? Long.MIN_VALUE : Duration.between(since, time.now()).toSeconds();
    if (since != null) {
      if (disconnects == executor.disconnects.get()) {
        onOldSessions.incrementAndGet();
      }
      disconnects = executor.disconnects.get();
    }
    if (open.incrementAndGet() > 1) {
      overlaps.incrementAndGet();
    }
    return phases.floorEntry(seconds).getValue().get().onComplete(done -> open.decrementAndGet());
  }

  /** Probes that never end are given up by whoever asked. */
  void forgetSilence() {
    open.set(0);
  }
}
