package dev.tendhost.api.event;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.HostState;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import dev.tendhost.api.response.FleetUpdateReport;
import dev.tendhost.api.response.HostStatus;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a fleet. {@code stream} names one start of the controller, {@code seq} counts its
 * events from 1 without gaps, {@code at} is the controller's clock. In JSON {@code type} is the
 * record's name; a type this version does not know reads as {@link UnknownEvent}.
 */
@WireType
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type",
    visible = true,
    defaultImpl = FleetEvent.UnknownEvent.class)
@JsonSubTypes({
  @JsonSubTypes.Type(value = FleetEvent.HostRegistered.class, name = "HostRegistered"),
  @JsonSubTypes.Type(value = FleetEvent.HostUnregistered.class, name = "HostUnregistered"),
  @JsonSubTypes.Type(value = FleetEvent.HostStateChanged.class, name = "HostStateChanged"),
  @JsonSubTypes.Type(value = FleetEvent.HostConnected.class, name = "HostConnected"),
  @JsonSubTypes.Type(value = FleetEvent.HostDisconnected.class, name = "HostDisconnected"),
  @JsonSubTypes.Type(value = FleetEvent.UpdateProgress.class, name = "UpdateProgress"),
  @JsonSubTypes.Type(value = FleetEvent.UpdateCompleted.class, name = "UpdateCompleted"),
  @JsonSubTypes.Type(value = FleetEvent.OperationCompleted.class, name = "OperationCompleted"),
  @JsonSubTypes.Type(value = FleetEvent.RolloutStarted.class, name = "RolloutStarted"),
  @JsonSubTypes.Type(value = FleetEvent.RolloutAdvanced.class, name = "RolloutAdvanced"),
  @JsonSubTypes.Type(value = FleetEvent.RolloutPaused.class, name = "RolloutPaused"),
  @JsonSubTypes.Type(value = FleetEvent.RolloutFinished.class, name = "RolloutFinished"),
  @JsonSubTypes.Type(value = FleetEvent.EventsMissed.class, name = "EventsMissed"),
  @JsonSubTypes.Type(value = FleetEvent.FleetSnapshot.class, name = "FleetSnapshot")
})
@JsonPropertyOrder({"type", "stream", "seq", "at", "host"})
public sealed interface FleetEvent {
  /**
   * Which start of the controller numbered the event.
   *
   * @return the stream's id
   */
  String stream();

  /**
   * The event's place in its stream.
   *
   * @return counts from 1
   */
  long seq();

  /**
   * When it happened, by the controller's clock.
   *
   * @return the time
   */
  Instant at();

  /**
   * The name of the event in JSON.
   *
   * @return the record's simple name, except for {@link UnknownEvent}
   */
  @JsonProperty("type")
  default String type() {
    return getClass().getSimpleName();
  }

  /** A host came under care. */
  record HostRegistered(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host)
      implements FleetEvent {}

  /** A host is no longer under care. */
  record HostUnregistered(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host)
      implements FleetEvent {}

  /** A host moved from one state to another. */
  record HostStateChanged(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host,
      HostState from,
      HostState to)
      implements FleetEvent {}

  /** A connection to the host is up. */
  record HostConnected(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host)
      implements FleetEvent {}

  /** The connection to the host is gone. */
  record HostDisconnected(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host,
      String reason)
      implements FleetEvent {}

  /** An update goes on; {@code packageName} is null for a step that concerns no single package. */
  record UpdateProgress(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host,
      String manager,
      @JsonProperty("package") @Nullable String packageName,
      int progress)
      implements FleetEvent {
    /** Progress is 0 to 100. */
    public UpdateProgress {
      if (progress < 0 || progress > 100) {
        throw new IllegalArgumentException("progress must be 0 to 100, not " + progress);
      }
    }
  }

  /** An update of a host ended. */
  record UpdateCompleted(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host,
      OperationId operation,
      HostUpdateResult result)
      implements FleetEvent {}

  /** A long operation ended; its outcome can be asked for by its id. */
  record OperationCompleted(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      HostName host,
      OperationId operation,
      OperationKind kind,
      @Nullable FleetError error)
      implements FleetEvent {}

  /** A rollout began over this many hosts. */
  record RolloutStarted(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      String rollout,
      int selected)
      implements FleetEvent {}

  /** A rollout went on; the counts are of selected hosts. */
  record RolloutAdvanced(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      String rollout,
      int batch,
      int ended,
      int inWork,
      int failed)
      implements FleetEvent {}

  /** A rollout starts no further host until it is resumed. */
  record RolloutPaused(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      String rollout,
      String reason)
      implements FleetEvent {}

  /** A rollout ended. */
  record RolloutFinished(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      String rollout,
      FleetUpdateReport report)
      implements FleetEvent {}

  /**
   * This subscriber was too slow, or asked for events too long ago: those from {@code fromSeq} to
   * {@code toSeq}, both included, are no longer kept. {@code seq} is {@code toSeq}.
   */
  record EventsMissed(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      long fromSeq,
      long toSeq)
      implements FleetEvent {}

  /** Where every host stood after event {@code seq}: the answer to a position in another stream. */
  record FleetSnapshot(
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      List<HostStatus> hosts)
      implements FleetEvent {
    /** Copies the hosts. */
    public FleetSnapshot {
      hosts = Absent.list(hosts);
    }
  }

  /** An event of a type that this version does not know, kept as it came. */
  record UnknownEvent(
      @JsonProperty("type") String type,
      String stream,
      long seq,
      @JsonFormat(shape = JsonFormat.Shape.STRING) Instant at,
      @JsonAnySetter @JsonAnyGetter Map<String, Object> properties)
      implements FleetEvent {
    /** Copies the properties. */
    public UnknownEvent {
      properties = Absent.sortedMap(properties);
    }
  }
}
