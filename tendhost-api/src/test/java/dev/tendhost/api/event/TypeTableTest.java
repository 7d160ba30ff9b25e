package dev.tendhost.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import dev.tendhost.api.response.OperationResult;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler permits and what Jackson knows are the same types under the same names. */
class TypeTableTest {

  @ParameterizedTest
  @ValueSource(classes = {FleetEvent.class, OperationResult.class})
  void theTableNamesEveryPermittedTypeOnce(Class<?> sealed) {
    Map<Class<?>, String> permitted = new LinkedHashMap<>();
    for (Class<?> type : sealed.getPermittedSubclasses()) {
      permitted.put(type, type.getSimpleName());
    }
    permitted.remove(FleetEvent.UnknownEvent.class);
    List<JsonSubTypes.Type> table = Arrays.asList(sealed.getAnnotation(JsonSubTypes.class).value());
    Map<Class<?>, String> named = new LinkedHashMap<>();
    table.forEach(row -> named.put(row.value(), row.name()));
    assertThat(named).hasSameSizeAs(table).containsExactlyInAnyOrderEntriesOf(permitted);
    assertThat(permitted).hasSizeGreaterThanOrEqualTo(sealed == FleetEvent.class ? 14 : 5);
  }

  @Test
  void theTypesOfTheDesignAreThere() {
    assertThat(FleetEvent.class.getPermittedSubclasses())
        .extracting(Class::getSimpleName)
        .containsAll(
            Set.of(
                "HostStateChanged",
                "UpdateProgress",
                "UpdateCompleted",
                "HostConnected",
                "HostDisconnected",
                "OperationCompleted",
                "RolloutStarted",
                "RolloutAdvanced",
                "RolloutPaused",
                "RolloutFinished",
                "EventsMissed",
                "UnknownEvent"));
  }
}
