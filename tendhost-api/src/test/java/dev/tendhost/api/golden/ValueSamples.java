package dev.tendhost.api.golden;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostState;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.HeldBackReason;
import dev.tendhost.api.response.HostReport;
import dev.tendhost.api.response.HostUpdateResult;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UpdateResult;
import java.util.stream.Stream;

/** The words the others are made of; of each enum, all its names in one array. */
final class ValueSamples {
  private ValueSamples() {}

  static Stream<Sample> all() {
    return Stream.of(
            EventSamples.HOST,
            EventSamples.OPERATION,
            EventSamples.ERROR,
            ChangeAction.values(),
            FailureKind.values(),
            HeldBackReason.values(),
            HostReport.Outcome.values(),
            HostState.values(),
            HostUpdateResult.Outcome.values(),
            OperationKind.values(),
            RebootVerdict.Verdict.values(),
            UncheckedPackage.Reason.values(),
            UpdateResult.Outcome.values(),
            UpgradeMode.values())
        .map(value -> Sample.of("value", "", value))
        .mapMulti(
            (sample, samples) -> {
              samples.accept(sample);
              if (sample.value() == EventSamples.ERROR) {
                samples.accept(
                    Sample.of(
                        "value",
                        "minimal",
                        FleetError.of(FailureKind.INTERNAL, null, "a fault in tendhost")));
              }
            });
  }
}
