package dev.tendhost.core.actor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.core.domain.CommandKind;
import org.jspecify.annotations.Nullable;

/** What a {@link HostActor} can be asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
public sealed interface HostCommand {
  /** Which row of the command table it is. */
  CommandKind kind();

  /** Asks for the state alone. */
  record GetState() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ;
    }
  }

  /** Asks for everything that is known of the host. */
  record GetStatus() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ;
    }
  }

  /** Asks for one operation. */
  record GetOperation(OperationId operation) implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ;
    }
  }

  /** Asks the package managers what is newer. */
  record QueryInventory(InventoryRequest request) implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.QUERY_INVENTORY;
    }
  }

  /** Updates, or tells what an update would do. */
  record StartUpdate(UpdateRequest request) implements HostCommand {
    @Override
    public CommandKind kind() {
      return request.dryRun() ? CommandKind.DRY_RUN : CommandKind.START_UPDATE;
    }
  }

  /** Reboots if a fresh verdict says so. */
  record RebootIfRequired(RebootRequest request) implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.REBOOT_IF_REQUIRED;
    }
  }

  /** Checks that the host is well. */
  record HealthCheck(@Nullable OperationId operation) implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.HEALTH_CHECK;
    }
  }

  /** Leaves FAILED. */
  record Retry() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.RETRY;
    }
  }

  /** Marks the failure as seen. */
  record Acknowledge() implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.ACKNOWLEDGE;
    }
  }

  /** Takes no further operation; from the orchestrator, when the host is unregistered. */
  record Leave(boolean force) implements HostCommand {
    @Override
    public CommandKind kind() {
      return CommandKind.READ;
    }
  }
}
