package dev.tendhost.core.internal;

import dev.tendhost.api.event.FleetEvent;
import dev.tendhost.api.event.FleetEvent.HostConnected;
import dev.tendhost.api.event.FleetEvent.HostDisconnected;
import dev.tendhost.api.event.FleetEvent.HostRegistered;
import dev.tendhost.api.event.FleetEvent.HostStateChanged;
import dev.tendhost.api.event.FleetEvent.HostUnregistered;
import dev.tendhost.api.event.FleetEvent.OperationCompleted;
import dev.tendhost.api.event.FleetEvent.RolloutAdvanced;
import dev.tendhost.api.event.FleetEvent.RolloutFinished;
import dev.tendhost.api.event.FleetEvent.RolloutPaused;
import dev.tendhost.api.event.FleetEvent.RolloutStarted;
import dev.tendhost.api.event.FleetEvent.UpdateCompleted;
import dev.tendhost.api.event.FleetEvent.UpdateProgress;

/** Gives events their place in a stream. */
final class EventNumbering {
  private EventNumbering() {}

  /**
   * The same event at its place.
   *
   * @throws IllegalArgumentException for events that are made for one subscriber and never numbered
   */
  static FleetEvent number(FleetEvent draft, String stream, long seq) {
    if (draft instanceof HostStateChanged e) {
      return new HostStateChanged(stream, seq, e.at(), e.host(), e.from(), e.to());
    } else if (draft instanceof OperationCompleted e) {
      return new OperationCompleted(
          stream, seq, e.at(), e.host(), e.operation(), e.kind(), e.error());
    } else if (draft instanceof UpdateProgress e) {
      return new UpdateProgress(
          stream, seq, e.at(), e.host(), e.manager(), e.packageName(), e.progress());
    } else if (draft instanceof UpdateCompleted e) {
      return new UpdateCompleted(stream, seq, e.at(), e.host(), e.operation(), e.result());
    } else if (draft instanceof HostRegistered e) {
      return new HostRegistered(stream, seq, e.at(), e.host());
    } else if (draft instanceof HostUnregistered e) {
      return new HostUnregistered(stream, seq, e.at(), e.host());
    } else if (draft instanceof HostConnected e) {
      return new HostConnected(stream, seq, e.at(), e.host());
    } else if (draft instanceof HostDisconnected e) {
      return new HostDisconnected(stream, seq, e.at(), e.host(), e.reason());
    } else if (draft instanceof RolloutStarted e) {
      return new RolloutStarted(stream, seq, e.at(), e.rollout(), e.selected());
    } else if (draft instanceof RolloutAdvanced e) {
      return new RolloutAdvanced(
          stream, seq, e.at(), e.rollout(), e.batch(), e.ended(), e.inWork(), e.failed());
    } else if (draft instanceof RolloutPaused e) {
      return new RolloutPaused(stream, seq, e.at(), e.rollout(), e.reason());
    } else if (draft instanceof RolloutFinished e) {
      return new RolloutFinished(stream, seq, e.at(), e.rollout(), e.report());
    }
    throw new IllegalArgumentException("never numbered: " + draft.type());
  }
}
