package dev.tendhost.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.HostName;
import dev.tendhost.api.OperationId;
import dev.tendhost.api.response.HealthReport;
import dev.tendhost.api.response.OperationKind;
import dev.tendhost.api.response.OperationOutcome;
import dev.tendhost.api.response.OperationResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Events keep their type wherever they are held. */
class EventStreamJsonTest {
  private static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final Instant AT = Instant.parse("2026-11-23T04:05:06Z");
  private static final List<FleetEvent> EVENTS =
      List.of(
          new FleetEvent.HostConnected("s", 1, AT, HostName.of("a")),
          new FleetEvent.EventsMissed("s", 3, AT, 2, 3),
          new FleetEvent.UnknownEvent("HostPainted", "s", 4, AT, Map.of("colour", "green")));
  private static final String JSON =
      "[{'type':'HostConnected','stream':'s','seq':1,'at':'2026-11-23T04:05:06Z','host':'a'},"
          + "{'type':'EventsMissed','stream':'s','seq':3,'at':'2026-11-23T04:05:06Z',"
          + "'fromSeq':2,'toSeq':3},"
          + "{'type':'HostPainted','stream':'s','seq':4,'at':'2026-11-23T04:05:06Z',"
          + "'colour':'green'}]";

  record Holder(List<FleetEvent> events, FleetEvent last, Object untyped) {}

  @Test
  void aTypedListKeepsEveryType() throws Exception {
    String written =
        PLAIN.writerFor(new TypeReference<List<FleetEvent>>() {}).writeValueAsString(EVENTS);
    assertThat(written).isEqualTo(quoted(JSON));
    assertThat(PLAIN.readValue(written, new TypeReference<List<FleetEvent>>() {}))
        .isEqualTo(EVENTS);
  }

  @Test
  void anErasedListKeepsEveryType() throws Exception {
    assertThat(PLAIN.writeValueAsString(EVENTS)).isEqualTo(quoted(JSON));
    assertThat(PLAIN.writeValueAsString(new ArrayList<Object>(EVENTS))).isEqualTo(quoted(JSON));
    assertThat(PLAIN.writeValueAsString(EVENTS.toArray())).isEqualTo(quoted(JSON));
    assertThat(PLAIN.writeValueAsString(Map.of("events", EVENTS)))
        .isEqualTo(quoted("{'events':" + JSON + "}"));
  }

  @Test
  void aRecordThatHoldsEventsKeepsEveryType() throws Exception {
    String written = PLAIN.writeValueAsString(new Holder(EVENTS, EVENTS.get(0), EVENTS.get(1)));
    assertThat(written).startsWith(quoted("{'events':" + JSON + ",'last':{'type':'HostConnected'"));
    assertThat(written).contains(quoted("'untyped':{'type':'EventsMissed'"));
    Holder read = PLAIN.readValue(written, Holder.class);
    assertThat(read.events()).isEqualTo(EVENTS);
    assertThat(read.last()).isEqualTo(EVENTS.get(0));
  }

  @Test
  void aTreeKeepsTheType() throws Exception {
    assertThat(PLAIN.valueToTree(EVENTS).toString()).isEqualTo(quoted(JSON));
    FleetEvent read = PLAIN.treeToValue(PLAIN.valueToTree(EVENTS.get(0)), FleetEvent.class);
    assertThat(read).isEqualTo(EVENTS.get(0));
  }

  @Test
  void theTypeMayComeLast() throws Exception {
    String json =
        "{'stream':'s','seq':1,'at':'2026-11-23T04:05:06Z','host':'a','type':'HostConnected'}";
    assertThat(PLAIN.readValue(quoted(json), FleetEvent.class)).isEqualTo(EVENTS.get(0));
  }

  @Test
  void aResultKeepsItsTypeInsideAnOutcome() throws Exception {
    OperationOutcome outcome =
        new OperationOutcome(
            new OperationId("op"),
            OperationKind.HEALTH_CHECK,
            AT,
            AT,
            new OperationResult.Health(new HealthReport(true, null, List.of())),
            null);
    String written = PLAIN.writeValueAsString(List.of(outcome));
    assertThat(written).containsOnlyOnce("\"type\"").contains(quoted("{'type':'Health',"));
    assertThat(PLAIN.readValue(written, new TypeReference<List<OperationOutcome>>() {}))
        .containsExactly(outcome);
  }

  private static String quoted(String json) {
    return json.replace('\'', '"');
  }
}
