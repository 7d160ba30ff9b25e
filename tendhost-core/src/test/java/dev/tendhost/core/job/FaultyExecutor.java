package dev.tendhost.core.job;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A bad link: it breaks before, while or after a script runs, or cuts the reply off. */
final class FaultyExecutor implements RemoteExecutor {
  private final ShellExecutor shell;
  private final Random random;
  private final AtomicInteger faults = new AtomicInteger();
  private volatile boolean answered;

  FaultyExecutor(ShellExecutor shell, long seed) {
    this.shell = shell;
    this.random = new Random(seed);
  }

  int faults() {
    return faults.get();
  }

  @Override
  public Future<CommandResult> run(Command command) {
    int dice;
    Duration killAfter;
    synchronized (random) {
      dice = random.nextInt(10);
      killAfter = Duration.ofMillis(random.nextInt(200));
    }
    faults.incrementAndGet();
    return switch (dice) {
      case 0, 1 -> lost(FailureKind.UNREACHABLE);
      case 2, 3 -> shell.run(command).compose(result -> lost(FailureKind.CONNECTION_LOST));
      case 4, 5 ->
          shell
              .run(command, killAfter)
              .compose(
                  result -> lost(FailureKind.CONNECTION_LOST), ended -> lost(FailureKind.TIMEOUT));
      case 6 -> shell.run(command).map(this::cutOff);
      default -> {
        faults.decrementAndGet();
        yield shell.run(command).onSuccess(result -> answered = true);
      }
    };
  }

  /** Only after a good answer: garbage from a host that never answered is told at once. */
  private CommandResult cutOff(CommandResult whole) {
    String text = whole.stdout();
    int end = answered ? Math.max(0, text.length() - 60) : text.length();
    return new CommandResult(
        0, null, text.substring(0, end), whole.stderr(), false, false, whole.duration());
  }

  private static <T> Future<T> lost(FailureKind kind) {
    return Future.failedFuture(new TendhostException(kind, null, "the test broke the link"));
  }

  @Override
  public Future<Void> disconnect() {
    return Future.succeededFuture();
  }

  @Override
  public Future<Void> close() {
    return shell.close();
  }
}
