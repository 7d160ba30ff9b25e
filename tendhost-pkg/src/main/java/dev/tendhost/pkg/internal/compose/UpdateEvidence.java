package dev.tendhost.pkg.internal.compose;

import static dev.tendhost.pkg.internal.compose.Verdicts.Kind.ENGINE;
import static dev.tendhost.pkg.internal.compose.Verdicts.Kind.FETCH;
import static dev.tendhost.pkg.internal.compose.Verdicts.Kind.NOT_ROLLED_BACK;
import static dev.tendhost.pkg.internal.compose.Verdicts.Kind.ROLLED_BACK;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.job.JobVerdict;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an update job left on the host. The containers decide what was changed; what the job says of
 * itself only tells why.
 *
 * @param planned what it was to do
 * @param verdicts what it decided
 * @param after the containers when it ended, or now if it did not come that far
 */
record UpdateEvidence(List<Update> planned, Verdicts verdicts, Snapshot after) {

  /** Every container of the service runs the new image. */
  boolean changed(Update update) {
    List<Container> containers = after.of(update.project(), update.service());
    return !containers.isEmpty() && containers.stream().allMatch(each -> runs(each, update.to()));
  }

  /** Every container of the service runs the old image, as if nothing had been. */
  private boolean unchanged(Update update) {
    List<Container> containers = after.of(update.project(), update.service());
    return !containers.isEmpty() && containers.stream().allMatch(each -> runs(each, update.old()));
  }

  private boolean runs(Container container, String image) {
    return container.image().equals(image) || after.digests(container.image()).contains(image);
  }

  UpdateResult result(HostName host, JobVerdict end) {
    List<PackageChange> changes =
        planned.stream().filter(this::changed).map(Update::change).toList();
    FleetError error = error(host, end);
    UpdateResult.Outcome outcome =
        error == null ? UpdateResult.Outcome.UPDATED : UpdateResult.Outcome.FAILED;
    return new UpdateResult(Compose.ID, outcome, changes, List.of(), error);
  }

  private @Nullable FleetError error(HostName host, JobVerdict end) {
    if (verdicts.has(ENGINE)) {
      return error(
          host, end, FailureKind.UNHEALTHY, "nothing was changed: " + verdicts.why(ENGINE));
    }
    if (verdicts.has(FETCH)) {
      String why = verdicts.why(FETCH);
      return error(
          host,
          end,
          EngineFailure.ofFetch(why).kind(),
          "an image could not be fetched, and nothing was changed: " + why);
    }
    if (verdicts.has(NOT_ROLLED_BACK)) {
      return error(
          host,
          end,
          FailureKind.UNHEALTHY,
          "not well with the new image, and going back to the old one did not help; look at it: "
              + verdicts.why(NOT_ROLLED_BACK));
    }
    if (verdicts.has(ROLLED_BACK)) {
      return error(host, end, FailureKind.UNHEALTHY, rolledBack());
    }
    if (!end.ok()) {
      return error(
          host,
          end,
          FailureKind.TRANSACTION_INTERRUPTED,
          "the update was interrupted (" + end + "); " + told(this::changed) + " updated");
    }
    return planned.stream().allMatch(this::changed)
        ? null
        : error(
            host,
            end,
            FailureKind.COMMAND_FAILED,
            "compose ended well and only " + told(this::changed) + " updated");
  }

  /** Whether it worked is seen in the containers, not taken from the job's word. */
  private String rolledBack() {
    List<Update> left =
        planned.stream().filter(each -> !changed(each) && !unchanged(each)).toList();
    String worked =
        left.isEmpty()
            ? "rolled back: the old image runs again"
            : "rolled back, and yet these run neither the new nor the old image: "
                + left.stream().map(Update::name).collect(Collectors.joining(", "));
    return "not well with the new image and " + worked + " (" + verdicts.why(ROLLED_BACK) + ")";
  }

  private String told(Predicate<Update> which) {
    List<String> names = planned.stream().filter(which).map(Update::name).toList();
    return names.isEmpty() ? "nothing is" : String.join(", ", names) + " is";
  }

  private FleetError error(HostName host, JobVerdict end, FailureKind kind, String message) {
    Map<String, String> details = new TreeMap<>();
    details.put("job", end.toString());
    details.put("rolledBack", String.valueOf(verdicts.has(ROLLED_BACK)));
    return new FleetError(kind, host, message, null, details);
  }
}
