package dev.tendhost.api.request;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tendhost.api.HostName;
import dev.tendhost.api.WireType;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page of the hosts, in the order of their names.
 *
 * @param filter which hosts
 * @param after begin behind this host, the {@code next} of the page before; null for the first page
 * @param limit how many at most, 1 to {@value #MAX_LIMIT}; {@value #MAX_LIMIT} where JSON does not
 *     say
 */
@WireType
public record ListHostsRequest(FleetFilter filter, @Nullable HostName after, int limit) {
  /** The largest page. */
  public static final int MAX_LIMIT = 1000;

  /**
   * Checks the limit; an absent filter selects all.
   *
   * @throws IllegalArgumentException if the limit is out of range
   */
  public ListHostsRequest {
    filter = filter == null ? FleetFilter.all() : filter;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
    }
  }

  @JsonCreator
  static ListHostsRequest fromJson(
      @JsonProperty("filter") FleetFilter filter,
      @JsonProperty("after") @Nullable HostName after,
      @JsonProperty("limit") @Nullable Integer limit) {
    return new ListHostsRequest(filter, after, limit == null ? MAX_LIMIT : limit);
  }

  /**
   * The first page of every host, as large as a page can be.
   *
   * @return the request
   */
  public static ListHostsRequest first() {
    return new ListHostsRequest(FleetFilter.all(), null, MAX_LIMIT);
  }

  /**
   * The same, behind a host.
   *
   * @param host the {@code next} of the page before
   * @return a copy
   */
  public ListHostsRequest withAfter(HostName host) {
    return new ListHostsRequest(filter, host, limit);
  }

  /**
   * The same with a filter.
   *
   * @param value which hosts
   * @return a copy
   */
  public ListHostsRequest withFilter(FleetFilter value) {
    return new ListHostsRequest(value, after, limit);
  }

  /**
   * The same with another size.
   *
   * @param value how many hosts at most
   * @return a copy
   */
  public ListHostsRequest withLimit(int value) {
    return new ListHostsRequest(filter, after, value);
  }
}
