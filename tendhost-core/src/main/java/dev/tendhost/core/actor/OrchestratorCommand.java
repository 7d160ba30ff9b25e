package dev.tendhost.core.actor;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.InventoryRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.RebootRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.core.config.HostConfig;
import org.jspecify.annotations.Nullable;

/** What the {@link OrchestratorActor} can be asked. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "command")
public sealed interface OrchestratorCommand {

  /** Takes a host under care. */
  record RegisterHost(HostConfig config) implements OrchestratorCommand {}

  /** Lets a host go, after its operation or, with force, at once. */
  record UnregisterHost(HostName host, boolean force) implements OrchestratorCommand {}

  /** Asks for one page of the hosts. */
  record ListHosts(ListHostsRequest request) implements OrchestratorCommand {}

  /** Starts a rollout. */
  record TriggerFleetUpdate(FleetUpdateRequest request) implements OrchestratorCommand {}

  /** A command that one host answers. */
  sealed interface ForHost extends OrchestratorCommand {
    /** Which host. */
    HostName host();

    /** What it is asked. */
    HostCommand command();
  }

  /** Asks where a host stands. */
  record GetHostState(HostName host) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.GetState();
    }
  }

  /** Asks for everything that is known of a host. */
  record GetHostStatus(HostName host) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.GetStatus();
    }
  }

  /** Asks for one operation of a host. */
  record GetHostOperation(HostName host, OperationId operation) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.GetOperation(operation);
    }
  }

  /** Asks a host's package managers what is newer. */
  record QueryHostInventory(HostName host, InventoryRequest request) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.QueryInventory(request);
    }
  }

  /** Updates a host, or asks what an update would do. */
  record TriggerHostUpdate(HostName host, UpdateRequest request) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.StartUpdate(request);
    }
  }

  /** Reboots a host if that is due. */
  record RebootHost(HostName host, RebootRequest request) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.RebootIfRequired(request);
    }
  }

  /** Checks that a host is well. */
  record CheckHostHealth(HostName host, @Nullable OperationId operation) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.HealthCheck(operation);
    }
  }

  /** Lets a FAILED host try again. */
  record RetryHost(HostName host) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.Retry();
    }
  }

  /** Takes the word of somebody who has looked that the job of a FAILED host is over. */
  record ForgetHostJob(HostName host) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.ForgetJob();
    }
  }

  /** Marks a host's failure as seen. */
  record AcknowledgeHost(HostName host) implements ForHost {
    @Override
    public HostCommand command() {
      return new HostCommand.Acknowledge();
    }
  }
}
