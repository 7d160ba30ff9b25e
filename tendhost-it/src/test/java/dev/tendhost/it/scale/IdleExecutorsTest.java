package dev.tendhost.it.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.fixture.TestReport;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a thousand executors cost that are logged in to one server and do nothing. */
@Tag("campaign")
@Timeout(1800)
class IdleExecutorsTest {
  private static final int EXECUTORS = 1_000;
  private static final int WARM_UP = 20;

  /** Of the shared ones, however many hosts there are. */
  private static final int MOST_THREADS = 64;

  @Test
  void oneThousandExecutorsShareThreads() {
    try (OpenSshServer server = OpenSshServer.start("MaxStartups 500:100:1000")) {
      List<RemoteExecutor> warm = executors(server, WARM_UP);
      connect(warm);
      close(warm);
      long before = heap();
      List<RemoteExecutor> executors = executors(server, EXECUTORS);
      long unconnected = (heap() - before) / EXECUTORS;
      connect(executors);
      long connected = (heap() - before) / EXECUTORS;
      long threads = threads();
      close(executors);
      report(unconnected, connected, threads);
      assertThat(threads).isLessThan(MOST_THREADS);
    }
  }

  private static List<RemoteExecutor> executors(OpenSshServer server, int count) {
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(server.knownHosts()))
            .withIdentities(server.userKey())
            .withAgent(false)
            .withLimits(SshLimits.defaults().withConnectTimeout(Duration.ofMinutes(2)));
    RemoteExecutorProvider provider = SshExecutor.provider(options);
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                provider.create(
                    new ManagedHost(
                        HostName.of("idle-" + i),
                        "127.0.0.1",
                        server.port(),
                        server.user(),
                        Set.of(),
                        Map.of()),
                    SecretSource.none(),
                    ConnectionListener.none()))
        .toList();
  }

  /** One command after another per group of fifty: this is about memory, not about speed. */
  private static void connect(List<RemoteExecutor> executors) {
    for (int from = 0; from < executors.size(); from += 50) {
      List<Future<CommandResult>> runs = new ArrayList<>();
      executors
          .subList(from, Math.min(from + 50, executors.size()))
          .forEach(executor -> runs.add(executor.run("true")));
      runs.forEach(run -> assertThat(Outcome.of(run).ok()).isTrue());
    }
  }

  private static void close(List<RemoteExecutor> executors) {
    List<Future<Void>> closed = executors.stream().map(RemoteExecutor::close).toList();
    closed.forEach(Outcome::of);
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tendhost-ssh"))
        .count();
  }

  private static void report(long unconnected, long connected, long threads) {
    TestReport.write(
        "idle-executors.md",
        """
        # A thousand idle executors

        %d executors of one provider, each with a session of its own to one OpenSSH server on
        loopback, after one command each. Heap after three collections, OpenJDK %s.

        | figure | value |
        |---|---|
        | heap an executor, not yet connected | %,d B |
        | heap an executor, connected and idle | %,d B |
        | threads of ours in the JVM, before idle ones end | %d |
        """
            .formatted(
                EXECUTORS, System.getProperty("java.version"), unconnected, connected, threads));
  }
}
