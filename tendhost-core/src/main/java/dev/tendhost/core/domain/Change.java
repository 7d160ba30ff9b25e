package dev.tendhost.core.domain;

import dev.tendhost.api.HostState;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.FailedState;
import dev.tendhost.api.response.HostInventory;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.RunningOperation;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.api.response.Vitals;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.RebootAttempt;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects what becomes different in a {@link HostSnapshot}; lives only while one is made. */
final class Change {
  private HostConfig config;
  private @Nullable RunningOperation operation;
  private @Nullable JobRef job;
  private @Nullable UpgradeOptions jobOptions;
  private @Nullable HostInventory inventory;
  private @Nullable Instant lastUpdated;
  private @Nullable Vitals vitals;
  private @Nullable RebootAttempt reboot;
  private List<UpdateResult> update;
  private List<OperationOutcome> outcomes;
  private boolean leaving;
  private @Nullable FailedState failed;
  private Map<OperationKind, Integer> retries;

  private Change(HostSnapshot before) {
    config = before.config();
    operation = before.operation();
    job = before.job();
    jobOptions = before.jobOptions();
    inventory = before.inventory();
    lastUpdated = before.lastUpdated();
    vitals = before.vitals();
    reboot = before.reboot();
    update = before.update();
    outcomes = before.outcomes();
    leaving = before.leaving();
    failed = before.failed();
    retries = before.retries();
  }

  static Change of(HostSnapshot before) {
    return new Change(before);
  }

  Change config(HostConfig value) {
    config = value;
    return this;
  }

  Change operation(@Nullable RunningOperation value) {
    operation = value;
    return this;
  }

  Change job(JobRef value, UpgradeOptions options) {
    job = value;
    jobOptions = options;
    return this;
  }

  /** Without the job, and without what its update did so far. */
  Change withoutJob() {
    job = null;
    jobOptions = null;
    update = List.of();
    return this;
  }

  /** The job has ended, the update may go on. */
  Change jobEnded() {
    job = null;
    jobOptions = null;
    return this;
  }

  Change inventory(HostInventory value) {
    inventory = value;
    return this;
  }

  Change lastUpdated(Instant value) {
    lastUpdated = value;
    return this;
  }

  Change vitals(Vitals value) {
    vitals = value;
    return this;
  }

  Change reboot(@Nullable RebootAttempt value) {
    reboot = value;
    return this;
  }

  Change update(List<UpdateResult> values) {
    update = values;
    return this;
  }

  Change outcomes(List<OperationOutcome> values) {
    outcomes = values;
    return this;
  }

  Change leaving() {
    leaving = true;
    return this;
  }

  Change failed(@Nullable FailedState value) {
    failed = value;
    return this;
  }

  /** One more Retry of this kind. */
  Change retried(OperationKind kind) {
    Map<OperationKind, Integer> counts = new EnumMap<>(OperationKind.class);
    counts.putAll(retries);
    counts.merge(kind, 1, Integer::sum);
    retries = counts;
    return this;
  }

  /** The kind succeeded: its Retries are forgotten. */
  Change without(@Nullable OperationKind kind) {
    if (kind != null && retries.containsKey(kind)) {
      Map<OperationKind, Integer> counts = new EnumMap<>(OperationKind.class);
      counts.putAll(retries);
      counts.remove(kind);
      retries = counts;
    }
    return this;
  }

  HostSnapshot to(HostState state) {
    return new HostSnapshot(
        config,
        state,
        operation,
        job,
        jobOptions,
        update,
        inventory,
        lastUpdated,
        vitals,
        reboot,
        failed,
        retries,
        outcomes,
        leaving);
  }
}
