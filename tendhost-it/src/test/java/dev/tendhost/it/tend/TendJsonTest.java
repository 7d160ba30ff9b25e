package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the example says to programs. */
class TendJsonTest extends TendTests {
  @Test
  void everyLineOfJsonIsAnObject() {
    FakeHost host = new FakeHost(Samples.busy());
    assertThat(tend(host).execute("--json", "--refresh")).isEqualTo(ExitCode.OK);
    List<JsonNode> lines = json();
    assertThat(types(lines))
        .containsExactly(
            "HostRegistered",
            "HostStateChanged",
            "HostStateChanged",
            "OperationCompleted",
            "HostStateChanged",
            "HostStateChanged",
            "OperationCompleted",
            "Change",
            "Change",
            "Change",
            "Change",
            "HeldBack",
            "Problem",
            "Reboot",
            "HostSummary",
            "Summary");
    String name = ThisMachine.name().value();
    assertThat(lines.get(8).toString())
        .isEqualTo(
            "{\"type\":\"Change\",\"host\":\""
                + name
                + "\",\"manager\":\"apt\",\"name\":\"openssh-client\",\"arch\":\"amd64\","
                + "\"from\":\"1:9.2p1-2+deb12u6\",\"to\":\"1:9.2p1-2+deb12u7\",\"origin\":"
                + "\"Debian-Security:12/oldstable-security\",\"security\":true,"
                + "\"action\":\"upgrade\"}");
    assertThat(lines.get(11).toString())
        .startsWith(
            "{\"type\":\"HeldBack\",\"host\":\""
                + name
                + "\",\"manager\":\"apt\",\"name\":\"nginx\",\"reason\":\"held\"");
    assertThat(lines.get(13).toString())
        .isEqualTo(
            "{\"type\":\"Reboot\",\"host\":\""
                + name
                + "\",\"verdict\":\"required\","
                + "\"reasons\":[\"/run/reboot-required names linux-image\"]}");
    assertThat(lines.get(14).toString())
        .isEqualTo(
            "{\"type\":\"HostSummary\",\"host\":\""
                + name
                + "\",\"changes\":4,\"security\":2,\"heldBack\":1,"
                + "\"metadataAge\":\"PT3H10M\",\"stale\":false,\"problems\":1}");
    assertThat(lines.get(15).toString())
        .isEqualTo(
            "{\"type\":\"Summary\",\"hosts\":1,\"answered\":1,\"failed\":0,\"changes\":4,\"security\":2,"
                + "\"heldBack\":1,\"metadataAge\":\"PT3H10M\",\"stale\":false,\"problems\":1,"
                + "\"exitCode\":0}");
  }

  @Test
  void unknownAgeIsNullAndStaleInJson() {
    tend(new FakeHost(Samples.quiet(null))).execute("--json");
    JsonNode summary = json().get(json().size() - 1);
    assertThat(summary.get("metadataAge").isNull()).isTrue();
    assertThat(summary.get("stale").asBoolean()).isTrue();
  }

  @Test
  void aFailedQueryIsJsonToo() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = failure(FailureKind.UNPARSABLE_OUTPUT, "garbage");
    assertThat(tend(host).execute("--json")).isEqualTo(ExitCode.HOSTS_FAILED);
    List<JsonNode> lines = json();
    JsonNode error = lines.get(lines.size() - 2);
    assertThat(error.get("type").asText()).isEqualTo("Error");
    assertThat(error.get("kind").asText()).isEqualTo("UNPARSABLE_OUTPUT");
    assertThat(error.get("details").get("exitCode").asText()).isEqualTo("100");
    assertThat(lines.get(lines.size() - 1).toString())
        .isEqualTo(
            "{\"type\":\"Summary\",\"hosts\":1,\"answered\":0,\"failed\":1,"
                + "\"changes\":null,\"security\":null,"
                + "\"heldBack\":null,\"metadataAge\":null,\"stale\":true,\"problems\":null,"
                + "\"exitCode\":1}");
  }

  @Test
  void wrongUsageIsJsonToo() {
    assertThat(tend(new FakeHost(Samples.busy())).execute("--json", "--aply"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(types(json())).containsExactly("Error", "Summary");
    assertThat(json().get(1).get("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void interruptedIsJsonToo() throws Exception {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = Promise.<dev.tendhost.api.response.PackageInventory>promise().future();
    Tend tend = tend(host);
    CompletableFuture<ExitCode> exit = CompletableFuture.supplyAsync(() -> tend.execute("--json"));
    assertThat(host.asked.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(json().get(json().size() - 1).get("exitCode").asInt()).isEqualTo(130);
  }
}
