package dev.tendhost.core;

import static dev.tendhost.core.TestFleet.await;
import static dev.tendhost.core.TestFleet.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.core.config.FleetConfig;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.RemoteExecutorProvider;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fleet that keeps its state in a directory. */
class StateDirectoryTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final RemoteExecutorProvider EXECUTORS =
      (host, secrets, listener) -> new FakeExecutor(listener);

  private final Vertx vertx = Vertx.vertx();
  private final FakeManager apt = new FakeManager("apt");
  @TempDir Path directory;

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private TendhostBuilder builder() {
    return Tendhost.builder()
        .vertx(vertx)
        .packageManagers(List.of(apt))
        .stateDirectory(directory)
        .executors(EXECUTORS);
  }

  @Test
  void whatAFleetKnewTheNextOneKnows() {
    apt.upgradable = List.of(FakeManager.upgradable("hello"));
    Tendhost first = await(builder().start());
    await(first.fleet().register(HostConfig.of("web-1")));
    await(first.fleet().query(HOST));
    await(first.close());
    Tendhost second = await(builder().start());
    assertThat(await(second.fleet().state(HOST))).isEqualTo(HostState.PENDING_UPDATES);
    await(second.fleet().unregister(HOST, false));
    assertThat(Files.exists(directory.resolve("lock"))).isTrue();
    await(second.close());
  }

  @Test
  void aHostThatWasUnregisteredDoesNotComeBack() throws Exception {
    Tendhost first = await(builder().start());
    await(first.fleet().register(HostConfig.of("web-1")));
    await(first.fleet().unregister(HOST, false));
    Path file = directory.resolve("hosts/web-1.json");
    long end = System.nanoTime() + 20_000_000_000L;
    while (Files.exists(file)) {
      assertThat(System.nanoTime()).as("the file goes").isLessThan(end);
      Thread.onSpinWait();
    }
    await(first.close());
    Tendhost second = await(builder().start());
    assertThat(error(second.fleet().state(HOST)).kind()).isEqualTo(FailureKind.HOST_NOT_FOUND);
    await(second.close());
  }

  @Test
  void twoFleetsDoNotShareADirectoryAndTheRefusedOneLeavesNothingBehind() {
    Tendhost first = await(builder().start());
    TendhostBuilder second = builder().config(FleetConfig.defaults().withId("other"));
    FleetError error = error(second.start());
    assertThat(error.kind()).isEqualTo(FailureKind.STORE_FAILED);
    assertThat(error.message()).contains("is in use: process").contains("end that controller");
    await(first.close());
    await(await(second.start()).close());
  }

  @Test
  void aBuilderThatIsNotCompleteTakesNothing() {
    TendhostBuilder incomplete = Tendhost.builder().vertx(vertx).stateDirectory(directory);
    assertThat(error(incomplete.start()).kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(directory.resolve("lock")).doesNotExist();
    await(await(builder().start()).close());
  }

  @Test
  void aStoredHostForWhichNoExecutorCanBeMadeIsListedAndSaysWhy() {
    Tendhost first = await(builder().start());
    await(first.fleet().register(TestFleet.once("web-1")));
    await(first.close());
    Tendhost second =
        await(
            builder()
                .executors(
                    (host, secrets, listener) -> {
                      throw new IllegalStateException("no key file");
                    })
                .start());
    assertThat(await(second.fleet().state(HOST))).isEqualTo(HostState.IDLE);
    assertThat(error(second.fleet().query(HOST)).message()).contains("no key file");
    await(second.close());
  }

  @Test
  void aTornFileCostsItsHostOnly() throws IOException {
    Tendhost first = await(builder().start());
    await(first.fleet().register(HostConfig.of("web-1")));
    await(first.fleet().register(HostConfig.of("web-2")));
    await(first.close());
    Files.writeString(directory.resolve("hosts/web-1.json"), "{\"format\":1,");
    Tendhost second = await(builder().start());
    assertThat(await(second.fleet().status(HOST)).failed().error().kind())
        .isEqualTo(FailureKind.STORE_FAILED);
    assertThat(await(second.fleet().state(HostName.of("web-2")))).isEqualTo(HostState.IDLE);
    await(second.fleet().register(HostConfig.of("web-1").withUser("ops")));
    await(second.fleet().retry(HOST));
    assertThat(await(second.fleet().state(HOST))).isEqualTo(HostState.IDLE);
    await(second.close());
  }
}
