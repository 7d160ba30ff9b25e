package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.request.UpgradeMode;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TendTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void nothingToDo() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    assertThat(tend(host).execute()).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("registered", "idle → querying", "querying → idle", "up to date.")
        .doesNotContain("\u001b");
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(host.refreshed).isFalse();
    assertThat(host.closed).isTrue();
  }

  @Test
  void updatesHeldBackPackagesAndProblems() {
    assertThat(tend(new FakeHost(Samples.busy())).execute()).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("openssh-client", "1:9.2p1-2+deb12u7", "nginx", "on hold", "half configured")
        .contains("REBOOT: REQUIRED", "No package was changed.");
  }

  @Test
  void optionsReachTheHost() {
    FakeHost host = new FakeHost(Samples.busy());
    ExitCode exit =
        tend(host)
            .execute(
                "--refresh",
                "--exclude=a",
                "--exclude",
                "b",
                "--mode=with-removals",
                "--setting=apt.config=/etc/x=y",
                "--timeout=90s");
    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(host.refreshed).isTrue();
    assertThat(host.options.excluded()).containsExactly("a", "b");
    assertThat(host.options.mode()).isEqualTo(UpgradeMode.WITH_REMOVALS);
    assertThat(host.host.settings()).isEqualTo(Map.of("apt.config", "/etc/x=y"));
  }

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
            "{\"type\":\"Summary\",\"hosts\":1,\"failed\":0,\"changes\":4,\"security\":2,"
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
  void aFailedQueryIsExplained() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = failure(FailureKind.REPOSITORY_UNAVAILABLE, "mirror is down; try later");
    assertThat(tend(host).execute()).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("querying → failed", "plan failed: REPOSITORY_UNAVAILABLE");
    assertThat(err.toString(UTF_8))
        .contains(
            "mirror is down; try later",
            "apt-get -s",
            "exitCode: 100",
            "trying again later may help");
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
            "{\"type\":\"Summary\",\"hosts\":1,\"failed\":1,\"changes\":null,\"security\":null,"
                + "\"heldBack\":null,\"metadataAge\":null,\"stale\":true,\"problems\":null,"
                + "\"exitCode\":1}");
  }

  @Test
  void aFailedRefreshFails() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.refresh = failure(FailureKind.PRIVILEGE, "root is needed: run it as root");
    assertThat(tend(host).execute("--refresh")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("root is needed: run it as root");
  }

  @Test
  void noPackageManagerHasItsOwnCode() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.detected = false;
    assertThat(tend(host).execute()).isEqualTo(ExitCode.NO_PACKAGE_MANAGER);
    assertThat(err.toString(UTF_8)).contains("no package manager that is known (apt)");
  }

  @Test
  void aSettingThatTheAdapterRefusesIsUsage() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = failure(FailureKind.INVALID_CONFIGURATION, "must be an absolute path");
    assertThat(tend(host).execute("--setting", "apt.config=x")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrongUsageIsExplained() {
    for (String[] args :
        List.of(
            new String[] {"--jsno"},
            new String[] {"--mode=everything"},
            new String[] {"--timeout=10"},
            new String[] {"--timeout=0s"},
            new String[] {"--setting=apt.confg=/x"},
            new String[] {"--setting=apt.config"},
            new String[] {"--exclude"},
            new String[] {"web-1"})) {
      assertThat(tend(new FakeHost(Samples.busy())).execute(args)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString(UTF_8)).contains("--help shows all options");
    }
    assertThat(err.toString(UTF_8))
        .contains("--json", "with-new-packages", "such as 90s or 10m", "apt.status-file");
    assertThat(stdout()).isEmpty();
  }

  @Test
  void wrongUsageIsJsonToo() {
    assertThat(tend(new FakeHost(Samples.busy())).execute("--json", "--aply"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(types(json())).containsExactly("Error", "Summary");
    assertThat(json().get(1).get("exitCode").asInt()).isEqualTo(2);
  }

  @Test
  void outputThatIsLostIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    for (String[] args : new String[][] {{}, {"--json"}}) {
      FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
      Tend tend =
          new Tend(
              host::builder,
              new PrintStream(full),
              new PrintStream(err, true, UTF_8),
              Terminal.none());
      assertThat(tend.execute(args)).isEqualTo(ExitCode.HOSTS_FAILED);
      assertThat(err.toString(UTF_8)).contains("standard output is full or closed");
      err.reset();
    }
  }

  @Test
  void helpIsComplete() {
    assertThat(tend(new FakeHost(Samples.busy())).execute("--help")).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("--json", "--refresh", "--exclude", "--mode", "--timeout", "--setting")
        .contains("--no-color", "--help", "--version", "NO_COLOR", "Examples", "130")
        .contains("default: with-new-packages", "default: 10m");
    assertThat(stdout().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void interruptedInTheMiddle() throws Exception {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = Promise.<dev.tendhost.api.response.PackageInventory>promise().future();
    Tend tend = tend(host);
    CompletableFuture<ExitCode> exit = CompletableFuture.supplyAsync(tend::execute);
    assertThat(host.asked.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8)).contains("Interrupted. Nothing was installed or removed");
    assertThat(host.closed).isTrue();
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

  @Test
  void colourAndLiveLineOnATerminal() {
    FakeHost host = new FakeHost(Samples.busy());
    tend(host, new Terminal(true, true, 80)).execute();
    assertThat(stdout()).contains("\u001b[33m", "\r\u001b[K");
    out.reset();
    tend(new FakeHost(Samples.busy()), new Terminal(true, true, 80)).execute("--no-color");
    assertThat(stdout()).doesNotContain("\u001b[33m").contains("\r\u001b[K");
  }

  private Tend tend(FakeHost host) {
    return tend(host, Terminal.none());
  }

  private Tend tend(FakeHost host, Terminal terminal) {
    return new Tend(
        host::builder,
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        terminal);
  }

  private static <T> Future<T> failure(FailureKind kind, String message) {
    return Future.failedFuture(
        new TendhostException(
            new FleetError(
                kind, HostName.of("x"), message, "apt-get -s", Map.of("exitCode", "100"))));
  }

  private String stdout() {
    return out.toString(UTF_8);
  }

  private List<JsonNode> json() {
    ObjectMapper mapper = new ObjectMapper();
    assertThat(stdout()).endsWith("\n");
    return stdout().lines().map(line -> parse(mapper, line)).toList();
  }

  private static JsonNode parse(ObjectMapper mapper, String line) {
    try {
      JsonNode node = mapper.readTree(line);
      assertThat(node.isObject()).as(line).isTrue();
      return node;
    } catch (JsonProcessingException e) {
      throw new AssertionError("not JSON: " + line, e);
    }
  }

  private static List<String> types(List<JsonNode> lines) {
    return lines.stream().map(line -> line.get("type").asText()).toList();
  }
}
