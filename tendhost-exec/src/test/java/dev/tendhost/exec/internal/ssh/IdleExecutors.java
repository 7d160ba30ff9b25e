package dev.tendhost.exec.internal.ssh;

import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.exec.SshLimits;
import dev.tendhost.exec.fixture.OpenSshServer;
import dev.tendhost.exec.internal.route.Hop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what idle executors cost: heap and threads, before they connect and with a session each.
 * The argument is how many; every one logs in to the same server.
 */
final class IdleExecutors {
  private static final Logger LOG = LoggerFactory.getLogger(IdleExecutors.class);

  private IdleExecutors() {}

  /** What so many cost. */
  record Cost(int executors, long bytesUnconnected, long bytesConnected, long threads) {}

  static Cost measure(int count) {
    try (OpenSshServer server = OpenSshServer.start("MaxStartups 500:100:1000");
        Ssh ssh = new Ssh(SshLimits.defaults().withConnecting(16, 8))) {
      Hop hop = ssh.hop(server);
      Ssh.result(ssh.executor(hop).run("echo"));
      long before = heap();
      List<RemoteExecutor> executors = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        executors.add(ssh.executor(hop));
      }
      long unconnected = (heap() - before) / count;
      List<Future<CommandResult>> runs = executors.stream().map(one -> one.run("true")).toList();
      runs.forEach(Ssh::result);
      long connected = (heap() - before) / count;
      return new Cost(count, unconnected, connected, threads());
    }
  }

  /** Command line: the number of executors. */
  public static void main(String... args) {
    LOG.info("{}", measure(Integer.parseInt(args[0])));
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("tendhost-ssh"))
        .count();
  }

  private static long heap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
