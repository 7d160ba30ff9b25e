package dev.tendhost.core.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationReport;
import dev.tendhost.api.response.Page;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.HostMachine;
import dev.tendhost.core.domain.Statuses;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What goes over the wire of a cluster comes out equal, every record of every message. */
class WireCodecTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final OperationId ID = new OperationId("op-1");
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  private static final List<HostCommand> HOST_COMMANDS =
      List.of(
          new HostCommand.GetState(),
          new HostCommand.GetStatus(),
          new HostCommand.GetOperation(ID),
          new HostCommand.QueryInventory(InventoryRequest.defaults().withRefresh(true)),
          new HostCommand.StartUpdate(UpdateRequest.plan().withOperation(ID)),
          new HostCommand.RebootIfRequired(new RebootRequest(true, ID)),
          new HostCommand.HealthCheck(null),
          new HostCommand.Retry(),
          new HostCommand.Acknowledge(),
          new HostCommand.ForgetJob(),
          new HostCommand.Configure(HostConfig.of("web-1")),
          new HostCommand.Leave(true));

  private static final List<OrchestratorCommand> ORCHESTRATOR_COMMANDS =
      List.of(
          new OrchestratorCommand.RegisterHost(HostConfig.of("web-1").withTags(Set.of("a", "b"))),
          new OrchestratorCommand.UnregisterHost(HOST, true),
          new OrchestratorCommand.ListHosts(ListHostsRequest.first().withAfter(HOST)),
          new OrchestratorCommand.TriggerFleetUpdate(
              new FleetUpdateRequest(FleetFilter.all(), UpgradeOptions.defaults(), true)),
          new OrchestratorCommand.GetHostState(HOST),
          new OrchestratorCommand.GetHostStatus(HOST),
          new OrchestratorCommand.GetHostOperation(HOST, ID),
          new OrchestratorCommand.QueryHostInventory(HOST, InventoryRequest.defaults()),
          new OrchestratorCommand.TriggerHostUpdate(HOST, UpdateRequest.apply()),
          new OrchestratorCommand.RebootHost(HOST, RebootRequest.ifRequired()),
          new OrchestratorCommand.CheckHostHealth(HOST, ID),
          new OrchestratorCommand.RetryHost(HOST),
          new OrchestratorCommand.ForgetHostJob(HOST),
          new OrchestratorCommand.AcknowledgeHost(HOST));

  private static final List<Answer> ANSWERS =
      List.of(
          new Answer.Done(),
          new Answer.Started(ID, true),
          new Answer.State(HostState.WAITING_REBOOT),
          new Answer.Status(status()),
          new Answer.Operation(
              new OperationReport(new RunningOperation(ID, OperationKind.UPDATE, AT), null)),
          new Answer.Hosts(new Page<>(List.of(status()), 1, HOST)));

  @Test
  void everyMessage() {
    HOST_COMMANDS.forEach(c -> roundTrip(WireCodec.HOST_COMMAND, c));
    ORCHESTRATOR_COMMANDS.forEach(c -> roundTrip(WireCodec.ORCHESTRATOR_COMMAND, c));
    ANSWERS.forEach(a -> roundTrip(WireCodec.REPLY, new Reply.Ok(a)));
    roundTrip(WireCodec.REPLY, new Reply.Err(FleetError.of(FailureKind.HOST_BUSY, HOST, "busy")));
    roundTrip(
        WireCodec.NOTICE,
        new HostNotice(
            status(),
            List.of(new HostStateChanged("", 0, AT, HOST, HostState.IDLE, HostState.QUERYING)),
            new OperationOutcome(
                OperationId.random(),
                OperationKind.QUERY_INVENTORY,
                AT,
                AT,
                null,
                FleetError.of(FailureKind.TIMEOUT, HOST, "late")),
            false));
  }

  @Test
  void noMessageIsLeftOut() {
    assertThat(classes(HOST_COMMANDS)).isEqualTo(records(HostCommand.class));
    assertThat(classes(ORCHESTRATOR_COMMANDS)).isEqualTo(records(OrchestratorCommand.class));
    assertThat(classes(ANSWERS)).isEqualTo(records(Answer.class));
  }

  @Test
  void garbageIsAnError() {
    Buffer garbage = Buffer.buffer().appendInt(7).appendString("garbage");
    assertThatThrownBy(() -> WireCodec.REPLY.decodeFromWire(0, garbage))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static <T> void roundTrip(MessageCodec<T, T> codec, T message) {
    Buffer buffer = Buffer.buffer("before");
    int position = buffer.length();
    codec.encodeToWire(buffer, message);
    buffer.appendString("after");
    assertThat(codec.decodeFromWire(position, buffer)).isEqualTo(message);
    assertThat(codec.transform(message)).isSameAs(message);
  }

  private static Set<Class<?>> classes(List<?> messages) {
    Set<Class<?>> found = new HashSet<>();
    messages.forEach(message -> found.add(message.getClass()));
    return found;
  }

  private static Set<Class<?>> records(Class<?> sealed) {
    Set<Class<?>> found = new HashSet<>();
    Stream.of(sealed.getPermittedSubclasses())
        .forEach(
            permitted -> {
              if (permitted.isSealed()) {
                found.addAll(records(permitted));
              } else {
                found.add(permitted);
              }
            });
    return found;
  }

  private static dev.tendhost.api.response.HostStatus status() {
    HostMachine machine = HostMachine.fresh(HostConfig.of("web-1"));
    return Statuses.of(machine.data(), false, false, true);
  }
}
