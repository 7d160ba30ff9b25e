package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.InvalidNameException;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes in, a typed error comes out, and no other host notices. */
class BadInputTest {
  private final FakeManager apt = new FakeManager("apt");
  private final TestFleet test = new TestFleet(apt);
  private final Fleet fleet = test.fleet;

  @AfterEach
  void close() {
    test.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\nb", "ab\n", "-a", "a.", "häuschen"})
  void hostNames(String name) {
    assertThatThrownBy(() -> HostConfig.of(name)).isInstanceOf(InvalidNameException.class);
  }

  @Test
  void aHostNameOf300Characters() {
    assertThatThrownBy(() -> HostName.of("a".repeat(300)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining("300 characters")
        .satisfies(thrown -> assertThat(thrown.getMessage()).hasSizeLessThan(300));
  }

  @Test
  void aDuplicateRegistrationHoweverItIsWritten() {
    HostName host = test.register("Web-1");
    FleetError error = error(fleet.register(HostConfig.of("wEB-1")));
    assertThat(error.kind()).isEqualTo(FailureKind.HOST_ALREADY_EXISTS);
    assertThat(error.host()).isEqualTo(host);
  }

  @Test
  void twoRegistrationsOfOneNameAtOnce() {
    List<Future<Void>> both =
        List.of(fleet.register(HostConfig.of("web-1")), fleet.register(HostConfig.of("web-1")));
    long refused =
        both.stream()
            .filter(
                future -> {
                  try {
                    await(future);
                    return false;
                  } catch (TendhostException e) {
                    return e.error().kind() == FailureKind.HOST_ALREADY_EXISTS;
                  }
                })
            .count();
    assertThat(refused).isEqualTo(1);
    assertThat(await(fleet.state(HostName.of("web-1")))).isEqualTo(HostState.IDLE);
  }

  @Test
  void everyCommandToAHostThatIsNotThere() {
    HostName nobody = HostName.of("nobody");
    List<Future<?>> all =
        List.of(
            fleet.state(nobody),
            fleet.status(nobody),
            fleet.operation(nobody, OperationId.random()),
            fleet.query(nobody),
            fleet.plan(nobody, UpgradeOptions.defaults()),
            fleet.update(nobody, UpdateRequest.apply()),
            fleet.startUpdate(nobody, UpdateRequest.apply()),
            fleet.rebootIfRequired(nobody, RebootRequest.ifRequired()),
            fleet.checkHealth(nobody),
            fleet.retry(nobody),
            fleet.acknowledge(nobody),
            fleet.unregister(nobody, false),
            fleet.unregister(nobody, true));
    for (Future<?> one : all) {
      FleetError error = error(one);
      assertThat(error.kind()).isEqualTo(FailureKind.HOST_NOT_FOUND);
      assertThat(error.host()).isEqualTo(nobody);
    }
  }

  @Test
  void whatThisVersionCannotDo() {
    FleetUpdateRequest rollout =
        new FleetUpdateRequest(FleetFilter.all(), UpgradeOptions.defaults(), true);
    assertThat(error(fleet.updateAll(rollout)).kind()).isEqualTo(FailureKind.UNSUPPORTED);
  }

  @Test
  void anOperationNobodyKnows() {
    HostName host = test.register("web-1");
    assertThat(error(fleet.operation(host, new OperationId("never"))).kind())
        .isEqualTo(FailureKind.OPERATION_NOT_FOUND);
  }

  static Stream<Arguments> badAdapters() {
    return Stream.of(
        bad("throws from detect", a -> a.detect = BadInputTest::fail, "detecting apt"),
        bad("answers null to detect", a -> a.detect = BadInputTest::nothing, "detecting apt"),
        bad("returns no future", a -> a.detect = () -> null, "detecting apt"),
        bad("throws from list", a -> a.list = BadInputTest::fail, "apt list"),
        bad("answers null to list", a -> a.list = BadInputTest::nothing, "apt list"),
        bad("throws an Error", a -> a.list = BadInputTest::overflow, "apt list"),
        bad("fails with a foreign exception", a -> a.reboot = BadInputTest::foreign, "apt reboot"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badAdapters")
  void anAdapterThat(String what, java.util.function.Consumer<FakeManager> plant, String where) {
    HostName host = test.register("web-1");
    HostName other = test.register("web-2");
    plant.accept(apt);
    FleetError error = error(fleet.query(host));
    assertThat(error.kind()).isEqualTo(FailureKind.INTERNAL);
    assertThat(error.host()).isEqualTo(host);
    assertThat(error.message()).contains(where);
    assertThat(await(fleet.status(host)).failed().error()).isEqualTo(error);
    assertThat(await(fleet.state(other))).isEqualTo(HostState.IDLE);
    apt.detect = () -> Future.succeededFuture(true);
    apt.list = apt::inventory;
    apt.reboot =
        () ->
            Future.succeededFuture(
                new dev.tendhost.api.response.RebootVerdict(
                    dev.tendhost.api.response.RebootVerdict.Verdict.UNKNOWN, List.of()));
    await(fleet.retry(host));
    assertThat(await(fleet.query(host)).managers()).hasSize(1);
  }

  @Test
  void anAdapterThatNeverAnswersAndThenAnswersTooLate() {
    HostName host = test.register("web-1");
    Promise<Boolean> late = Promise.promise();
    apt.detect = late::future;
    Future<?> query = fleet.query(host);
    while (!apt.asked.contains("detect")) {
      test.settle();
    }
    test.time.advance(Duration.ofMinutes(11));
    FleetError error = error(query);
    assertThat(error.kind()).isEqualTo(FailureKind.TIMEOUT);
    assertThat(error.message()).contains("detecting apt").contains("600 s");
    late.complete(true);
    test.settle();
    assertThat(await(fleet.state(host))).isEqualTo(HostState.FAILED);
    assertThat(apt.asked).containsExactly("detect");
  }

  @Test
  void aRequestThatCannotBeRightDoesNotFailTheHost() {
    HostName host = test.register("web-1");
    apt.list =
        () ->
            Future.failedFuture(
                new TendhostException(FailureKind.INVALID_CONFIGURATION, null, "planted"));
    assertThat(error(fleet.query(host)).kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
  }

  @Test
  void anAdapterThatAnswersOnAForeignThread() throws Exception {
    HostName host = test.register("web-1");
    Promise<Boolean> answer = Promise.promise();
    apt.detect = answer::future;
    Future<?> query = fleet.query(host);
    Thread foreign = new Thread(() -> answer.complete(true));
    foreign.start();
    foreign.join();
    await(query);
    assertThat(await(fleet.state(host))).isEqualTo(HostState.IDLE);
  }

  @Test
  void aHostWithoutAnyKnownPackageManager() {
    HostName host = test.register("web-1");
    apt.detect = () -> Future.succeededFuture(false);
    FleetError error = error(fleet.query(host));
    assertThat(error.kind()).isEqualTo(FailureKind.PACKAGE_MANAGER_MISSING);
    assertThat(error.message()).contains("apt");
  }

  private static Arguments bad(
      String what, java.util.function.Consumer<FakeManager> plant, String where) {
    return Arguments.of(what, plant, where);
  }

  private static <T> Future<T> fail() {
    throw new IllegalStateException("planted");
  }

  private static <T> Future<T> overflow() {
    throw new StackOverflowError();
  }

  private static <T> Future<T> foreign() {
    return Future.failedFuture(new java.io.IOException("planted"));
  }

  private static <T> Future<T> nothing() {
    Supplier<Future<T>> empty = Future::succeededFuture;
    return empty.get();
  }
}
