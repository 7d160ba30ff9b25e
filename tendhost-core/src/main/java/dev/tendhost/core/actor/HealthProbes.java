package dev.tendhost.core.actor;

import dev.tendhost.core.config.HealthProbe;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.HealthCheck;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the user wants to be true of one host; asked one after the other. */
final class HealthProbes {
  private static final Duration CHECK_WITHIN = Duration.ofMinutes(1);
  private static final Duration MORE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final PortCalls calls;
  private final ManagedHost host;
  private final RemoteExecutor executor;
  private final List<HealthProbe> probes;
  private final List<HealthCheck> checks;

  HealthProbes(
      Vertx vertx,
      PortCalls calls,
      ManagedHost host,
      RemoteExecutor executor,
      List<HealthProbe> probes,
      List<HealthCheck> checks) {
    this.vertx = vertx;
    this.calls = calls;
    this.host = host;
    this.executor = executor;
    this.probes = probes;
    this.checks = checks;
  }

  /** What is wrong, a sentence each; never fails: what cannot be asked is wrong. */
  Future<List<String>> ask() {
    List<Supplier<Future<List<String>>>> all = new ArrayList<>();
    probes.forEach(probe -> all.add(() -> ask(probe)));
    checks.forEach(
        check ->
            all.add(
                () ->
                    calls.get(
                        "the health check", CHECK_WITHIN, () -> check.check(host, executor))));
    return PortCalls.oneByOne(all, one -> one.get().otherwise(this::wrong))
        .map(found -> found.stream().flatMap(List::stream).toList());
  }

  private Future<List<String>> ask(HealthProbe probe) {
    return probe instanceof HealthProbe.Script script
        ? ask(script)
        : ask((HealthProbe.TcpPort) probe);
  }

  private Future<List<String>> ask(HealthProbe.Script probe) {
    Command command = Command.shell(probe.script()).withTimeout(probe.timeout());
    return calls
        .get("the health probe", probe.timeout().plus(MORE), () -> executor.run(command))
        .map(
            result ->
                result.ok()
                    ? List.of()
                    : List.of(
                        "the health probe \""
                            + probe.script()
                            + "\" ended with "
                            + result.ending()));
  }

  private Future<List<String>> ask(HealthProbe.TcpPort probe) {
    int millis = Math.toIntExact(Math.min(Integer.MAX_VALUE, probe.timeout().toMillis()));
    NetClient client = vertx.createNetClient(new NetClientOptions().setConnectTimeout(millis));
    return calls
        .get(
            "connecting to port " + probe.port(),
            probe.timeout().plus(MORE),
            () -> client.connect(probe.port(), host.address()))
        .eventually(client::close)
        .map(connected -> List.<String>of())
        .otherwise(
            thrown ->
                List.of(
                    "nobody accepts a connection to port "
                        + probe.port()
                        + " of "
                        + host.address()
                        + ": "
                        + TendhostException.errorOf(thrown, host.name()).message()));
  }

  private List<String> wrong(Throwable thrown) {
    return List.of(TendhostException.errorOf(thrown, host.name()).message());
  }
}
