package dev.tendhost.api.response;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tendhost.api.WireType;
import dev.tendhost.api.internal.Absent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a long operation found or did. In JSON {@code type} is the record's name. */
@WireType
@JsonTypeInfo(
    use = JsonTypeInfo.Id.NAME,
    include = JsonTypeInfo.As.EXISTING_PROPERTY,
    property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = OperationResult.Inventory.class, name = "Inventory"),
  @JsonSubTypes.Type(value = OperationResult.Plans.class, name = "Plans"),
  @JsonSubTypes.Type(value = OperationResult.Update.class, name = "Update"),
  @JsonSubTypes.Type(value = OperationResult.Reboot.class, name = "Reboot"),
  @JsonSubTypes.Type(value = OperationResult.Health.class, name = "Health")
})
@JsonPropertyOrder("type")
public sealed interface OperationResult {
  /**
   * The name of the result in JSON.
   *
   * @return the record's simple name
   */
  @JsonProperty("type")
  default String type() {
    return getClass().getSimpleName();
  }

  /**
   * Of a query.
   *
   * @param inventory what the managers answered
   */
  record Inventory(HostInventory inventory) implements OperationResult {}

  /**
   * Of a dry run.
   *
   * @param inventory what the managers answered
   * @param plans what an update would do, one plan a manager
   */
  record Plans(HostInventory inventory, List<UpdatePlan> plans) implements OperationResult {
    /** Copies the plans. */
    public Plans {
      plans = Absent.list(plans);
    }
  }

  /**
   * Of an update.
   *
   * @param update what was done
   */
  record Update(HostUpdateResult update) implements OperationResult {}

  /**
   * Of a reboot that was asked for if required.
   *
   * @param verdict the fresh verdict that decided it
   * @param proof that it was rebooted; null if it was not
   */
  record Reboot(RebootVerdict verdict, @Nullable RebootProof proof) implements OperationResult {
    /**
     * Whether the host was rebooted.
     *
     * @return whether there is a proof of it
     */
    @JsonIgnore
    public boolean rebooted() {
      return proof != null;
    }
  }

  /**
   * Of a health check.
   *
   * @param report what was found
   */
  record Health(HealthReport report) implements OperationResult {}
}
