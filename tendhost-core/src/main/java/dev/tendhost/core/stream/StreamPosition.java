package dev.tendhost.core.stream;

import dev.tendhost.api.event.FleetEvent;

/**
 * A place in the event stream: what a consumer keeps to go on where it was.
 *
 * @param stream which start of the controller numbered the events
 * @param seq the last event that was seen; 0 for none
 */
public record StreamPosition(String stream, long seq) {
  /**
   * The place of an event.
   *
   * @param event the last event that was seen
   * @return the position behind which to go on
   */
  public static StreamPosition of(FleetEvent event) {
    return new StreamPosition(event.stream(), event.seq());
  }
}
