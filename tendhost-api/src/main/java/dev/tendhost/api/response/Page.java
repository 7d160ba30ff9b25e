package dev.tendhost.api.response;

import dev.tendhost.api.HostName;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list that is ordered by host name. Hosts that come or go between two pages neither
 * repeat nor hide others.
 *
 * @param <T> what is listed
 * @param items this part
 * @param total how many hosts there were in all when the page was made, before any filter
 * @param next ask for what comes after this host; null on the last page
 */
@WireType
public record Page<T>(List<T> items, int total, @Nullable HostName next) {

  /** Copies the items. */
  public Page {
    items = Absent.list(items);
  }
}
