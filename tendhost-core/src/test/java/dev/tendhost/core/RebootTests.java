package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.response.OperationResult.Reboot;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.config.HostPolicy;
import dev.tendhost.core.config.RebootPolicy;
import dev.tendhost.core.config.RetryPolicy;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** A host on which a reboot is due, and which plays one. */
abstract class RebootTests {
  static final HostName HOST = HostName.of("web-1");
  static final HostPolicy POLICY =
      HostPolicy.defaults()
          .withReads(RetryPolicy.none())
          .withReboot(RebootPolicy.defaults().withAutomatic(true));

  final FakeManager apt = new FakeManager("apt");
  final FakeStore store = new FakeStore();
  final TestFleet test = new TestFleet(store, FleetConfig.defaults(), apt);
  final Fleet fleet = test.fleet;
  final PlayedHost host;

  RebootTests() {
    await(fleet.register(HostConfig.of("web-1").withPolicy(POLICY)));
    host = new PlayedHost(test, test.executors.get(HOST));
    verdict(Verdict.REQUIRED);
  }

  @AfterEach
  void close() {
    test.close();
    assertThat(test.time.waiting()).as("timers left").isZero();
  }

  final Future<Reboot> reboot() {
    return fleet.rebootIfRequired(HOST, RebootRequest.ifRequired());
  }

  final void verdict(Verdict verdict) {
    apt.reboot = () -> Future.succeededFuture(new RebootVerdict(verdict, List.of("kernel")));
  }

  /** Lets time pass, half a second at a time, until it has ended. */
  final <T> Future<T> passing(Future<T> operation) {
    test.until(
        () -> {
          await(fleet.state(HOST));
          test.time.advance(Duration.ofMillis(500));
          return operation.isComplete();
        });
    return operation;
  }
}
