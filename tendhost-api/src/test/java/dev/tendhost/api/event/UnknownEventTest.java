package dev.tendhost.api.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An event of a later version costs an older reader nothing, and nothing of it is lost. */
class UnknownEventTest {
  private static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new JavaTimeModule());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'HostPainted','stream':'s','seq':9,'at':'2026-11-23T04:05:06Z'}",
        "{'type':'HostPainted','stream':'s','seq':9,'at':'2026-11-23T04:05:06Z','host':'a'}",
        "{'type':'X','stream':'s','seq':9,'at':'2026-11-23T04:05:06Z','a':[1,{'b':null}],'c':null}",
        "{'type':'X','stream':'s','seq':9,'at':'2026-11-23T04:05:06Z','big':12345678901234567890}",
        "{'type':'X','stream':'s','seq':9,'at':'2026-11-23T04:05:06Z','properties':{'p':1}}",
      })
  void isWrittenBackAsItCame(String single) throws Exception {
    String json = single.replace('\'', '"');
    FleetEvent read = PLAIN.readValue(json, FleetEvent.class);
    assertThat(read).isInstanceOf(FleetEvent.UnknownEvent.class);
    assertThat(read.seq()).isEqualTo(9);
    assertThat(PLAIN.writeValueAsString(read)).isEqualTo(json);
    assertThat(PLAIN.readValue(PLAIN.writeValueAsString(read), FleetEvent.class)).isEqualTo(read);
  }

  @Test
  void tellsItsTypeAndProperties() throws Exception {
    String json =
        "{\"colour\":\"green\",\"type\":\"HostPainted\",\"stream\":\"s\",\"seq\":9,"
            + "\"at\":\"2026-11-23T04:05:06Z\"}";
    assertThat(PLAIN.readValue(json, FleetEvent.class))
        .asInstanceOf(type(FleetEvent.UnknownEvent.class))
        .isEqualTo(
            new FleetEvent.UnknownEvent(
                "HostPainted",
                "s",
                9,
                Instant.parse("2026-11-23T04:05:06Z"),
                Map.of("colour", "green")));
  }

  @Test
  void anEventWithoutTypeIsUnknownToo() throws Exception {
    FleetEvent read = PLAIN.readValue("{\"stream\":\"s\",\"seq\":1}", FleetEvent.class);
    assertThat(read).isInstanceOf(FleetEvent.UnknownEvent.class);
    assertThat(read.type()).isEmpty();
  }

  @Test
  void itsOwnNameIsNoType() throws Exception {
    FleetEvent read = PLAIN.readValue("{\"type\":\"UnknownEvent\",\"seq\":1}", FleetEvent.class);
    assertThat(read).isInstanceOf(FleetEvent.UnknownEvent.class);
    assertThat(read.type()).isEqualTo("UnknownEvent");
  }
}
