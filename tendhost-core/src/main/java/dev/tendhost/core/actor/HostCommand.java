package dev.tendhost.core.actor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.domain.CommandKind;
import org.jspecify.annotations.Nullable;

/** What a {@link HostActor} can be asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
public sealed interface HostCommand {
  /** Which row of the command table it is. */
  CommandKind kind();

  /** Answered whatever the host is doing. */
  sealed interface Read extends HostCommand {
    @Override
    default CommandKind kind() {
      return CommandKind.READ;
    }
  }

  /** Begins a long operation. */
  sealed interface Start extends HostCommand {
    /** What the operation does. */
    OperationKind operationKind();

    /** The caller's name for it; null: one is made. */
    @Nullable OperationId requestedId();

    @Override
    default CommandKind kind() {
      return switch (operationKind()) {
        case QUERY_INVENTORY -> CommandKind.QUERY_INVENTORY;
        case DRY_RUN -> CommandKind.DRY_RUN;
        case UPDATE -> CommandKind.START_UPDATE;
        case REBOOT -> CommandKind.REBOOT_IF_REQUIRED;
        case HEALTH_CHECK -> CommandKind.HEALTH_CHECK;
      };
    }
  }

  /** Asks for the state alone. */
  record GetState() implements Read {}

  /** Asks for everything that is known of the host. */
  record GetStatus() implements Read {}

  /** Asks for one operation. */
  record GetOperation(OperationId operation) implements Read {}

  /** Takes no further operation; from the orchestrator, when the host is unregistered. */
  record Leave(boolean force) implements Read {}

  /** Takes another configuration of the same name; from the orchestrator, after a restore. */
  record Configure(HostConfig config) implements Read {}

  /** Asks the package managers what is newer. */
  record QueryInventory(InventoryRequest request) implements Start {
    @Override
    public OperationKind operationKind() {
      return OperationKind.QUERY_INVENTORY;
    }

    @Override
    public @Nullable OperationId requestedId() {
      return request.operation();
    }
  }

  /** Updates, or tells what an update would do. */
  record StartUpdate(UpdateRequest request) implements Start {
    @Override
    public OperationKind operationKind() {
      return request.dryRun() ? OperationKind.DRY_RUN : OperationKind.UPDATE;
    }

    @Override
    public @Nullable OperationId requestedId() {
      return request.operation();
    }
  }

  /** Reboots if a fresh verdict says so. */
  record RebootIfRequired(RebootRequest request) implements Start {
    @Override
    public OperationKind operationKind() {
      return OperationKind.REBOOT;
    }

    @Override
    public @Nullable OperationId requestedId() {
      return request.operation();
    }
  }

  /** Checks that the host is well. */
  record HealthCheck(@Nullable OperationId requestedId) implements Start {
    @Override
    public OperationKind operationKind() {
      return OperationKind.HEALTH_CHECK;
    }
  }

  /** Leaves FAILED. */
  record Retry() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.RETRY;
    }
  }

  /** Takes the word of somebody who has looked that the job is over. */
  record ForgetJob() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.FORGET_JOB;
    }
  }

  /** Marks the failure as seen. */
  record Acknowledge() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.ACKNOWLEDGE;
    }
  }
}
