package dev.tendhost.pkg.internal;

import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.UpdateResult.Outcome;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;

/**
 * A repair that was done. It counts in whatever comes after it: no later failure may tell that
 * nothing was changed.
 *
 * @param host what errors call it
 * @param repair its result
 */
public record Repaired(HostName host, UpdateResult repair) {
  /**
   * How it ended as a whole; never fails.
   *
   * @param rest what came after the repair
   * @param jobs whether the end of one of them is not known
   * @return the changes of both, and what failed if something did
   */
  public Future<UpdateResult> then(Future<UpdateResult> rest, HeardJobs jobs) {
    return rest.map(this::joined)
        .otherwise(
            thrown ->
                joined(
                    new UpdateResult(
                        repair.manager(),
                        jobs.open() ? Outcome.UNKNOWN : Outcome.FAILED,
                        List.of(),
                        List.of(),
                        TendhostException.errorOf(thrown, host))));
  }

  private UpdateResult joined(UpdateResult later) {
    FleetError error = later.error();
    return new UpdateResult(
        repair.manager(),
        later.outcome() == Outcome.NOTHING_TO_DO ? repair.outcome() : later.outcome(),
        Stream.concat(repair.changes().stream(), later.changes().stream()).toList(),
        Stream.concat(repair.conffiles().stream(), later.conffiles().stream()).distinct().toList(),
        error == null ? null : told(error));
  }

  private static FleetError told(FleetError error) {
    // What a step says of itself is not true of the whole.
    String message = error.message().replace("nothing was changed", "nothing more was changed");
    return new FleetError(
        error.kind(),
        error.host(),
        "what an earlier transaction left half done was repaired; after that: " + message,
        error.command(),
        error.details());
  }
}
