package dev.tendhost.exec.internal.ssh;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.Failures;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.session.ClientSession;

/** Runs scripts as the login shell has them: enough to see whether connections work. */
final class PlainRunner implements Runner {
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();

  @Override
  public Running start(
      ClientSession session,
      ManagedHost host,
      SecretSource secrets,
      Command command,
      Duration left) {
    Failures failures = new Failures(host.name(), command);
    Promise<CommandResult> promise = Promise.promise();
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    promise.future().onComplete(ended -> running.decrementAndGet());
    try {
      ChannelExec channel = session.createExecChannel(command.script());
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      channel.setOut(out);
      channel.setErr(new ByteArrayOutputStream());
      channel
          .open()
          .addListener(
              opened -> {
                if (!opened.isOpened()) {
                  promise.tryFail(
                      failures.of(
                          FailureKind.CONNECTION_LOST, "no", Map.of(), opened.getException()));
                }
              });
      channel.addCloseFutureListener(closed -> ended(channel, out, failures, promise));
      return new Plain(promise.future(), channel);
    } catch (IOException e) {
      promise.tryFail(failures.of(FailureKind.CONNECTION_LOST, "no channel", Map.of(), e));
      return new Plain(promise.future(), null);
    }
  }

  private static void ended(
      ChannelExec channel,
      ByteArrayOutputStream out,
      Failures failures,
      Promise<CommandResult> promise) {
    Integer status = channel.getExitStatus();
    TendhostException lost = failures.of(FailureKind.CONNECTION_LOST, "lost", Map.of());
    if (status == null) {
      promise.tryFail(lost);
    } else {
      promise.tryComplete(
          new CommandResult(status, null, out.toString(), "", false, false, Duration.ofMillis(1)));
    }
  }

  private record Plain(Future<CommandResult> future, ChannelExec channel) implements Running {
    @Override
    public void close() {
      if (channel != null) {
        channel.close(true);
      }
    }

    @Override
    public void lost(String why) {
      close();
    }
  }
}
