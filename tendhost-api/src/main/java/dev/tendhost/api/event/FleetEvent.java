package dev.tendhost.api.event;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonCreator;
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
  @JsonFormat(shape = JsonFormat.Shape.STRING)
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

  /**
   * A host came under care.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   */
  record HostRegistered(String stream, long seq, Instant at, HostName host) implements FleetEvent {}

  /**
   * A host is no longer under care.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   */
  record HostUnregistered(String stream, long seq, Instant at, HostName host)
      implements FleetEvent {}

  /**
   * A host moved from one state to another.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   * @param from where it stood
   * @param to where it stands now
   */
  record HostStateChanged(
      String stream, long seq, Instant at, HostName host, HostState from, HostState to)
      implements FleetEvent {}

  /**
   * A connection to the host is up.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   */
  record HostConnected(String stream, long seq, Instant at, HostName host) implements FleetEvent {}

  /**
   * The connection to the host is gone.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   * @param reason why, in words for people
   */
  record HostDisconnected(String stream, long seq, Instant at, HostName host, String reason)
      implements FleetEvent {}

  /**
   * An update goes on.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   * @param manager the id of the package manager at work
   * @param packageName the package at hand; null for a step that concerns no single one
   * @param progress of this manager's whole upgrade, 0 to 100
   */
  record UpdateProgress(
      String stream,
      long seq,
      Instant at,
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

  /**
   * An update of a host ended.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   * @param operation the operation that ended
   * @param result what was done, also when it failed half-way
   */
  record UpdateCompleted(
      String stream,
      long seq,
      Instant at,
      HostName host,
      OperationId operation,
      HostUpdateResult result)
      implements FleetEvent {}

  /**
   * A long operation ended; its outcome can be asked for by its id.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param host the host
   * @param operation the operation that ended
   * @param kind what it did
   * @param error why it failed; null if it did not
   */
  record OperationCompleted(
      String stream,
      long seq,
      Instant at,
      HostName host,
      OperationId operation,
      OperationKind kind,
      @Nullable FleetError error)
      implements FleetEvent {}

  /**
   * A rollout began over this many hosts.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param rollout the rollout's id
   * @param selected how many hosts it is about
   */
  record RolloutStarted(String stream, long seq, Instant at, String rollout, int selected)
      implements FleetEvent {}

  /**
   * A rollout went on; the counts are of selected hosts.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param rollout the rollout's id
   * @param batch the batch at hand, from 1
   * @param ended hosts that are done, failed ones included
   * @param inWork hosts at work now
   * @param failed hosts that failed
   */
  record RolloutAdvanced(
      String stream,
      long seq,
      Instant at,
      String rollout,
      int batch,
      int ended,
      int inWork,
      int failed)
      implements FleetEvent {}

  /**
   * A rollout starts no further host until it is resumed.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param rollout the rollout's id
   * @param reason why, in words for people
   */
  record RolloutPaused(String stream, long seq, Instant at, String rollout, String reason)
      implements FleetEvent {}

  /**
   * A rollout ended.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param rollout the rollout's id
   * @param report the account of every selected host
   */
  record RolloutFinished(
      String stream, long seq, Instant at, String rollout, FleetUpdateReport report)
      implements FleetEvent {}

  /**
   * This subscriber was too slow, or asked for events too long ago: those from {@code fromSeq} to
   * {@code toSeq}, both included, are no longer kept. {@code seq} is {@code toSeq}.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param fromSeq the first event that is missed
   * @param toSeq the last one
   */
  record EventsMissed(String stream, long seq, Instant at, long fromSeq, long toSeq)
      implements FleetEvent {}

  /**
   * Where every host stood after event {@code seq}: the answer to a position in another stream.
   *
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param hosts every host, in the order of their names, without inventories
   */
  record FleetSnapshot(String stream, long seq, Instant at, List<HostStatus> hosts)
      implements FleetEvent {
    /** Copies the hosts. */
    public FleetSnapshot {
      hosts = Absent.list(hosts);
    }
  }

  /**
   * An event of a type that this version does not know, kept as it came.
   *
   * @param type its type; empty if it had none
   * @param stream which start of the controller numbered it
   * @param seq its place in the stream, from 1
   * @param at when, by the controller's clock
   * @param properties what else it carries, by name
   */
  record UnknownEvent(
      @JsonProperty("type") String type,
      String stream,
      long seq,
      Instant at,
      @JsonAnyGetter Map<String, Object> properties)
      implements FleetEvent {
    /** Copies the properties. */
    public UnknownEvent {
      type = type == null ? "" : type;
      properties = Absent.sortedMap(properties);
    }

    /** The last parameter has no name of its own, so that a property may have any. */
    @JsonCreator
    static UnknownEvent fromJson(
        @JsonProperty("type") String type,
        @JsonProperty("stream") String stream,
        @JsonProperty("seq") long seq,
        @JsonProperty("at") Instant at,
        @JsonAnySetter Map<String, Object> properties) {
      return new UnknownEvent(type, stream, seq, at, properties);
    }
  }
}
