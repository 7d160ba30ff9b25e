package dev.tendhost.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.tendhost.api.InvalidNameException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new JavaTimeModule());
  private static final HostConfig FULL =
      HostConfig.of("Web-1")
          .withAddress("10.0.0.7", 2222)
          .withUser("deploy")
          .withTags(Set.of("web", "prod"))
          .withGroups(Set.of("eu"))
          .withSettings(Map.of("compose.paths", "/srv/a", "apt.x", "1"))
          .withPolicy(
              HostPolicy.defaults()
                  .withQueryTimeout(Duration.ofSeconds(90))
                  .withCheckEvery(Duration.ofHours(6))
                  .withReads(RetryPolicy.none())
                  .withReboot(RebootPolicy.defaults().withAutomatic(true).withSoak(Duration.ZERO))
                  .withHealthProbes(
                      List.of(
                          new HealthProbe.Script("test -e /run/ok", Duration.ofSeconds(5)),
                          new HealthProbe.TcpPort(443, Duration.ofSeconds(2)))));

  @Test
  void aHostHasTheDefaultsOfItsDocumentation() throws Exception {
    HostConfig host = HostConfig.of("Web-1");
    assertThat(host.address()).isEqualTo("Web-1");
    assertThat(host.port()).isZero();
    assertThat(host.user()).isEmpty();
    assertThat(host.policy()).isEqualTo(HostPolicy.defaults());
    assertThat(PLAIN.readValue("{\"name\":\"Web-1\"}", HostConfig.class)).isEqualTo(host);
  }

  @Test
  void aHostComesBackFromJsonAsItWas() throws Exception {
    String json = PLAIN.writeValueAsString(FULL);
    assertThat(json)
        .isEqualTo(
            "{\"name\":\"Web-1\",\"address\":\"10.0.0.7\",\"port\":2222,\"user\":\"deploy\","
                + "\"tags\":[\"prod\",\"web\"],\"groups\":[\"eu\"],"
                + "\"settings\":{\"apt.x\":\"1\",\"compose.paths\":\"/srv/a\"},"
                + "\"policy\":{\"maxMetadataAge\":\"PT24H\",\"queryTimeout\":\"PT1M30S\","
                + "\"updateTimeout\":\"PT4H\",\"checkEvery\":\"PT6H\","
                + "\"reads\":{\"times\":0,\"backoff\":\"PT5S\"},"
                + "\"reboot\":{\"automatic\":true,\"within\":\"PT15M\",\"soak\":\"PT0S\"},"
                + "\"healthProbes\":[{\"type\":\"script\",\"script\":\"test -e /run/ok\","
                + "\"timeout\":\"PT5S\"},{\"type\":\"tcp_port\",\"port\":443,"
                + "\"timeout\":\"PT2S\"}]}}");
    assertThat(PLAIN.readValue(json, HostConfig.class)).isEqualTo(FULL);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE})
  void refusesAPortThatIsNone(int port) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.withAddress("a", port))
        .withMessage("port of Web-1 must be 1 to 65535, or 0 if it is not said, not " + port);
    assertThatThrownBy(
            () -> PLAIN.readValue("{\"name\":\"a\",\"port\":" + port + "}", HostConfig.class))
        .hasRootCauseMessage("port of a must be 1 to 65535, or 0 if it is not said, not " + port);
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\n"})
  void refusesABlankAddressOrUser(String blank) {
    assertThatIllegalArgumentException().isThrownBy(() -> FULL.withAddress(blank, 22));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FULL.withUser(blank))
        .withMessageContaining("Web-1");
  }

  @Test
  void anAddressIsNotEmptyButAUserMayBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> FULL.withAddress("", 22));
    assertThat(FULL.withUser("").user()).isEmpty();
  }

  @Test
  void refusesABadName() {
    assertThatThrownBy(() -> HostConfig.of("a/b")).isInstanceOf(InvalidNameException.class);
  }

  @Test
  void aPolicyHasTheDefaultsOfItsDocumentation() throws Exception {
    HostPolicy policy = HostPolicy.defaults();
    assertThat(policy.maxMetadataAge()).isEqualTo(Duration.ofHours(24));
    assertThat(policy.queryTimeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(policy.updateTimeout()).isEqualTo(Duration.ofHours(4));
    assertThat(policy.checkEvery()).isNull();
    assertThat(policy.reads()).isEqualTo(new RetryPolicy(3, Duration.ofSeconds(5)));
    assertThat(policy.reboot())
        .isEqualTo(new RebootPolicy(false, Duration.ofMinutes(15), Duration.ofSeconds(30)));
    assertThat(policy.healthProbes()).isEmpty();
    assertThat(PLAIN.readValue("{\"reads\":{},\"reboot\":{}}", HostPolicy.class)).isEqualTo(policy);
    assertThat(PLAIN.readValue("{}", HostPolicy.class)).isEqualTo(policy);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S"})
  void aPolicyRefusesTimesThatAreNotPositive(String text) {
    Duration time = Duration.parse(text);
    HostPolicy policy = HostPolicy.defaults();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withMaxMetadataAge(time))
        .withMessageStartingWith("maxMetadataAge must be longer than zero");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withQueryTimeout(time))
        .withMessageStartingWith("queryTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withUpdateTimeout(time))
        .withMessageStartingWith("updateTimeout");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.withCheckEvery(time))
        .withMessageStartingWith("checkEvery");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> policy.reboot().withWithin(time))
        .withMessageStartingWith("within");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(3, time))
        .withMessageStartingWith("backoff");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthProbe.TcpPort(22, time))
        .withMessageStartingWith("timeout");
  }

  @Test
  void refusesWhatNoProbeOrRetryCanBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthProbe.TcpPort(0, Duration.ofSeconds(1)))
        .withMessage("port must be 1 to 65535, not 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HealthProbe.Script(" ", Duration.ofSeconds(1)))
        .withMessageContaining("blank");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RetryPolicy(101, Duration.ofSeconds(1)))
        .withMessage("times must be 0 to 100, not 101");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RebootPolicy.defaults().withSoak(Duration.ofSeconds(-1)))
        .withMessageStartingWith("soak must not be negative");
  }

  @Test
  void aFleetHasTheDefaultsOfItsDocumentation() {
    assertThat(FleetConfig.defaults()).isEqualTo(new FleetConfig("tendhost", 4096));
    assertThat(FleetConfig.defaults().withId("EU.Prod").id()).isEqualTo("eu.prod");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a/b", "a\n"})
  void aFleetRefusesABadId(String id) {
    assertThatThrownBy(() -> FleetConfig.defaults().withId(id))
        .isInstanceOf(InvalidNameException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 15, 1_000_001})
  void aFleetRefusesAHistoryOutOfRange(int events) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FleetConfig.defaults().withEventHistory(events))
        .withMessageContaining("not " + events);
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 1_000_000})
  void aFleetAcceptsTheEndsOfTheRange(int events) {
    assertThat(FleetConfig.defaults().withEventHistory(events).eventHistory()).isEqualTo(events);
  }
}
