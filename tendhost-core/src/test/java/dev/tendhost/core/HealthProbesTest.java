package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.core.config.HealthProbe;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.HealthCheck;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host has to pass to count as well. */
class HealthProbesTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Vertx vertx = Vertx.vertx();
  private final ManualTime time = new ManualTime();
  private volatile HealthCheck check = (host, executor) -> Future.succeededFuture(List.of());
  private FakeExecutor executor;
  private Tendhost tendhost;

  @AfterEach
  void close() {
    await(tendhost.close());
    await(vertx.close());
  }

  private Future<HealthReport> health(HealthProbe... probes) {
    tendhost =
        await(
            Tendhost.builder()
                .vertx(vertx)
                .time(time)
                .packageManagers(List.of(new FakeManager("apt")))
                .healthChecks(List.of((host, commands) -> check.check(host, commands)))
                .executors((host, secrets, listener) -> executor = new FakeExecutor(listener))
                .start());
    HostPolicy policy = HostPolicy.defaults().withHealthProbes(List.of(probes));
    await(
        tendhost
            .fleet()
            .register(HostConfig.of("web-1").withAddress("127.0.0.1", 22).withPolicy(policy)));
    executor.answer =
        command ->
            "ask how it is up".equals(command.title())
                ? PlayedHost.up(PlayedHost.OLD, "running")
                : Future.succeededFuture(
                    new CommandResult(
                        command.display().contains("bad") ? 3 : 0,
                        null,
                        "",
                        "",
                        false,
                        false,
                        Duration.ZERO));
    return tendhost.fleet().checkHealth(HOST);
  }

  private void isUnwell(HealthReport report, String... findings) {
    assertThat(report.healthy()).isFalse();
    assertThat(report.findings()).containsExactly(findings);
    assertThat(await(tendhost.fleet().status(HOST)).failed().error().kind())
        .isEqualTo(FailureKind.UNHEALTHY);
  }

  @Test
  void aHostThatPassesEverythingIsWell() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      HealthReport report =
          await(
              health(
                  new HealthProbe.Script("good", SECOND),
                  new HealthProbe.TcpPort(server.getLocalPort(), SECOND)));
      assertThat(report.healthy()).isTrue();
      assertThat(report.findings()).isEmpty();
      assertThat(await(tendhost.fleet().state(HOST))).isEqualTo(HostState.IDLE);
    }
  }

  @Test
  void aScriptThatFailsIsNamedWithItsExitCode() {
    HealthReport report = await(health(new HealthProbe.Script("bad", SECOND)));
    isUnwell(report, "the health probe \"bad\" ended with exit code 3");
  }

  @Test
  void aPortThatNobodyListensOnIsNamed() throws IOException {
    int port;
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    HealthReport report = await(health(new HealthProbe.TcpPort(port, SECOND)));
    assertThat(report.healthy()).isFalse();
    assertThat(report.findings().get(0))
        .startsWith("nobody accepts a connection to port " + port + " of 127.0.0.1: ")
        .contains("refused");
  }

  @Test
  void whatTheProgramSaysIsWrongIsWrong() {
    check = (host, executor) -> Future.succeededFuture(List.of(host.name() + " serves nothing"));
    isUnwell(await(health()), "web-1 serves nothing");
  }

  @Test
  void aCheckThatThrowsIsWrong() {
    check =
        (host, executor) -> {
          throw new IllegalStateException("planted");
        };
    HealthReport report = await(health());
    assertThat(report.healthy()).isFalse();
    assertThat(report.findings().get(0)).contains("planted");
  }

  @Test
  void aCheckThatNeverEndsIsGivenUpAfterAMinute() {
    Promise<Void> asked = Promise.promise();
    check =
        (host, executor) -> {
          asked.tryComplete();
          return Promise.<List<String>>promise().future();
        };
    Future<HealthReport> health = health();
    await(asked.future());
    time.advance(Duration.ofSeconds(61));
    isUnwell(await(health), "the health check took longer than 60 s");
  }
}
