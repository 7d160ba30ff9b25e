package dev.tendhost.it.reboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.OperationResult.Reboot;
import dev.tendhost.core.Tendhost;
import dev.tendhost.core.TendhostBuilder;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.it.hosts.AptHost;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Real hosts that are told to reboot over SSH: their own shutdown notes that, and the test ends and
 * starts them. What tells their boots apart is process 1 alone, as in a container.
 */
@Tag("fleet")
@Timeout(300)
class RealRebootTest {
  private static final HostPolicy POLICY =
      HostPolicy.defaults()
          .withReboot(
              RebootPolicy.defaults()
                  .withAutomatic(true)
                  .withWithin(Duration.ofSeconds(30))
                  .withSoak(Duration.ofSeconds(1)));

  private final AptHost host = AptHost.start();
  private final HostName name = HostName.of(host.name());
  @TempDir Path state;
  private Tendhost tendhost;

  @BeforeEach
  void register() {
    tendhost = Outcome.of(builder().start());
    due();
  }

  @AfterEach
  void close() {
    Outcome.of(tendhost.close());
    host.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"root", "ops"})
  void aHostThatComesBackAsAnotherBootIsProven(String user) {
    register(user, POLICY);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    assertThat(Outcome.of(tendhost.fleet().state(name))).isEqualTo(HostState.REBOOTING);
    host.reset();
    Reboot proven = Outcome.of(reboot);
    assertThat(proven.proof().evidence()).containsExactly("process 1 has another start");
    assertThat(Outcome.of(tendhost.fleet().state(name))).isEqualTo(HostState.IDLE);
  }

  @Test
  void aHostThatIsSilentForAWhileIsWaitedFor() {
    register("root", POLICY);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    host.freeze();
    host.reset();
    host.freeze();
    host.thaw();
    assertThat(Outcome.of(reboot).rebooted()).isTrue();
  }

  @Test
  void aHostThatOnlyDropsItsSessionsHasNotRebooted() {
    Duration within = Duration.ofSeconds(10);
    register("root", POLICY.withReboot(POLICY.reboot().withWithin(within)));
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    host.killSessions();
    FleetError error = Outcome.failure(FailureKind.REBOOT_UNPROVEN, reboot);
    assertThat(error.details().values()).anyMatch(seen -> seen.contains("from the boot before"));
    assertThat(Outcome.of(tendhost.fleet().state(name))).isEqualTo(HostState.FAILED);
  }

  @Test
  void aHostThatComesBackWithAnotherKeyIsNotTrusted() {
    register("root", POLICY);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    host.resetWithAnotherKey();
    FleetError error = Outcome.failure(FailureKind.HOST_KEY_CHANGED, reboot);
    assertThat(error.message()).contains("before it was proven");
  }

  /** As while it goes down: logins succeed, and nobody but root gets a command (sshd(8)). */
  @Test
  void aHostThatLetsNobodyInAnyMoreIsWaitedFor() {
    register("ops", POLICY);
    AtomicInteger logins = count(FleetEvent.HostConnected.class);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    host.write("/etc/nologin", "System is going down. Unprivileged users are not permitted.\n");
    awaitMore(2, logins, reboot);
    host.reset();
    Reboot proven = Outcome.of(reboot);
    assertThat(proven.proof().evidence()).containsExactly("process 1 has another start");
  }

  @Test
  void aHostThatBootsOverAndOverIsNotWell() {
    register("root", POLICY);
    AtomicInteger dropped = count(FleetEvent.HostDisconnected.class);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    while (!reboot.isComplete()) {
      host.reset();
      awaitMore(1, dropped, reboot); // a session that is dropped on request has got its answer
    }
    FleetError error = Outcome.failure(FailureKind.REBOOT_UNPROVEN, reboot);
    assertThat(error.message()).contains("boots over and over");
  }

  @Test
  void aRebootIsProvenByTheNextControllerAndSentOnce() {
    register("root", POLICY);
    Future<Reboot> reboot = reboot();
    awaitAsked(reboot);
    Outcome.of(tendhost.close());
    host.reset();
    tendhost = Outcome.of(builder().start());
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (Outcome.of(tendhost.fleet().state(name)) != HostState.IDLE) {
      assertThat(System.nanoTime()).as("it is proven").isLessThan(end);
      Thread.onSpinWait();
    }
    assertThat(host.look("test -e /run/asked").exitCode()).as("asked again").isNotZero();
  }

  private TendhostBuilder builder() {
    return Tendhost.builder()
        .executors(SshExecutor.provider(host.sshOptions()))
        .stateDirectory(state);
  }

  private void register(String user, HostPolicy policy) {
    Outcome.of(
        tendhost
            .fleet()
            .register(
                HostConfig.of(host.name())
                    .withAddress(host.address(), host.port())
                    .withUser(user)
                    .withPolicy(policy)));
  }

  /** Its shutdown is a program of the test, and there is none of its own. */
  private void due() {
    host.run("! command -v shutdown && ! command -v reboot && ! command -v systemctl");
    host.write("/usr/local/sbin/shutdown", "#!/bin/sh\necho \"$*\" >/run/asked\n");
    host.run("chmod 755 /usr/local/sbin/shutdown; touch /run/reboot-required");
  }

  /** Waits until the host was told; a reboot that ends before that says why. */
  private void awaitAsked(Future<Reboot> reboot) {
    while (!Files.exists(host.file("/run/asked"))) {
      if (reboot.isComplete()) {
        fail("it was not told to reboot: " + reboot);
      }
      Thread.onSpinWait();
    }
  }

  /** How often this is told from now on; of lost connections those that nobody wanted are not. */
  private AtomicInteger count(Class<? extends FleetEvent> type) {
    AtomicInteger times = new AtomicInteger();
    tendhost
        .fleet()
        .events()
        .handler(
            event -> {
              boolean broke =
                  event instanceof FleetEvent.HostDisconnected lost
                      && !lost.reason().contains("on request");
              if (type.isInstance(event) && !broke) {
                times.incrementAndGet();
              }
            });
    return times;
  }

  /** Waits until it was told so often more, or the reboot has ended. */
  private static void awaitMore(int more, AtomicInteger times, Future<Reboot> reboot) {
    int enough = times.get() + more;
    while (times.get() < enough && !reboot.isComplete()) {
      Thread.onSpinWait();
    }
  }

  private Future<Reboot> reboot() {
    return tendhost.fleet().rebootIfRequired(name, RebootRequest.ifRequired());
  }
}
