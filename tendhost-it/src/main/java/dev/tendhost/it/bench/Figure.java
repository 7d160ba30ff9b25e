package dev.tendhost.it.bench;

import org.jspecify.annotations.Nullable;

/** What is measured, with the aim where there is one. */
enum Figure {
  REGISTER("register every host", "ms"),
  HEAP_REGISTERED("heap a host, registered", "B", "<", 4096),
  STATUS_ASKS("GetStatus asks", "1/s", ">", 50_000),
  PAGE("one page of 1,000", "ms", "<", 5),
  ALL_PAGES("all pages", "ms", "<", 100),
  QUERY_ALL("query every host", "ms"),
  QUERY_FAILED("… of these failed", ""),
  PAGE_MEANWHILE("a page meanwhile, median", "ms", "<", 5),
  PAGE_MEANWHILE_WORST("a page meanwhile, worst", "ms"),
  HEAP_QUERIED("heap a host, queried", "B", "<", 4096),
  QUERY_FLOOD("query every host, all at once", "ms"),
  FLOOD_FAILED("… of these failed", ""),
  HEAP_KEPT("heap a host, queried 16 times", "B"),
  CLOSE("close the fleet", "ms");

  final String title;
  final String unit;
  final @Nullable String aim;
  private final boolean below;
  private final int limit;

  Figure(String title, String unit) {
    this.title = title;
    this.unit = unit;
    this.aim = null;
    this.below = false;
    this.limit = 0;
  }

  Figure(String title, String unit, String comparison, int limit) {
    this.title = title;
    this.unit = unit;
    this.aim = comparison + " " + limit;
    this.below = comparison.equals("<");
    this.limit = limit;
  }

  /** Whether the aim is reached; null where there is none. */
  @Nullable Boolean reached(double value) {
    if (aim == null) {
      return null;
    }
    return below ? value < limit : value > limit;
  }
}
