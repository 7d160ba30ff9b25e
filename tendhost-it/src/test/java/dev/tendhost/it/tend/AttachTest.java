package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.UpdateResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** {@code --attach}: jobs of an earlier run are watched to their ends. */
class AttachTest extends TendTests {
  private static final String JOB = "=apt:install:apt-install-1:digest";

  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host = new FakeHost(Samples.busy());
            host.resume =
                (job, heard) -> {
                  heard.progress("nano", 40);
                  heard.progress("vim", 70);
                  heard.jobEnded(job);
                  return Future.succeededFuture(Samples.updated());
                };
            return host;
          });

  @Test
  void showsHowTheyGoOnAndHowTheyEnd() {
    assertThat(attach("--host", "a", "b", "--attach", "b" + JOB, "a" + JOB)).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("Watching 2 jobs; nothing is started.", "a   40%  apt: nano", "b   70%  apt: vim")
        .contains("CHANGED: 4 packages", "KEPT:", "/etc/ssh/ssh_config")
        .contains(
            """
              HOST  MANAGER  RESULT   CHANGED  REBOOT    NOTE
              a     apt      updated  4        REQUIRED  1 file kept
              b     apt      updated  4        REQUIRED  1 file kept
            """)
        .contains("What ran has ended, and nothing else was started");
    assertThat(fleet.hosts.values())
        .allMatch(host -> host.closed && host.upgrades.get() == 0 && !host.refreshed);
  }

  @Test
  void onATerminalWithABar() {
    assertThat(
            tend(fleet::site, new Terminal(true, false, 80))
                .execute("--host", "a", "--attach", "a" + JOB))
        .isEqualTo(ExitCode.OK);
    assertThat(stdout()).contains("updated  4", "\u001b[K").doesNotContain("40%  apt: nano");
  }

  @Test
  void inJson() {
    assertThat(attach("--json", "--host", "a", "--attach", "a" + JOB)).isEqualTo(ExitCode.OK);
    List<JsonNode> lines = json();
    assertThat(types(lines))
        .containsExactly("UpdateProgress", "UpdateProgress", "Result", "Reboot", "Summary");
    assertThat(lines.get(0).get("package").asText()).isEqualTo("nano");
    assertThat(lines.get(1).get("seq").asLong()).isEqualTo(2);
    assertThat(lines.get(2).get("outcome").asText()).isEqualTo("updated");
    assertThat(lines.get(2).get("changes")).hasSize(4);
  }

  @Test
  void aHostThatCannotBeReachedNowIsToldAtOnceWithTheWayBack() {
    fleet.get("gone").reached = failure(FailureKind.UNREACHABLE, "no route to gone");
    assertThat(attach("--host", "gone", "a", "--attach", "gone" + JOB, "a" + JOB))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("a     apt      updated", "gone  -        FAILED");
    assertThat(err.toString(UTF_8))
        .contains("FAILED on gone: no route to gone", "These may still run")
        .contains("--host gone --attach gone" + JOB);
  }

  @Test
  void aLostJobIsNotOfferedAgain() {
    fleet.get("a").resume = (job, heard) -> failure(FailureKind.JOB_LOST, "knows nothing of it");
    assertThat(attach("--host", "a", "--attach", "a" + JOB)).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("knows nothing of it").doesNotContain("--attach");
  }

  @Test
  void aJobThatEndedWithARefusalIsOver() {
    fleet.get("a").resume =
        (job, heard) -> {
          heard.jobEnded(job);
          return failure(FailureKind.PACKAGES_LOCKED, "somebody holds the lock");
        };
    assertThat(attach("--host", "a", "--attach", "a" + JOB)).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("holds the lock").doesNotContain("--attach");
  }

  @Test
  void aManagerThatIsNotKnownIsRefused() {
    assertThat(attach("--host", "a", "--attach", "a=pacman:install:x:y")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("no package manager called pacman is known");
  }

  @Test
  void interruptedAgainItSaysTheSameAgain() throws Exception {
    fleet.get("a").resume =
        (job, heard) -> {
          heard.progress("nano", 40);
          return Promise.<UpdateResult>promise().future();
        };
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(() -> tend.execute("--host", "a", "--attach", "a" + JOB));
    out.await("40%");
    tend.interrupt();
    assertThat(exit.get(2, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8))
        .contains("-Dtend.args=\"--host a --attach a=apt:install:apt-install-1:digest\"");
    assertThat(fleet.get("a").closed).isTrue();
  }

  @Test
  void wrongUsageIsExplained() {
    assertThat(attach("--host", "a", "--attach", "b" + JOB)).isEqualTo(ExitCode.USAGE);
    assertThat(attach("--host", "a", "b", "--attach", "a" + JOB)).isEqualTo(ExitCode.USAGE);
    assertThat(attach("--host", "a", "--attach", "a" + JOB, "a" + JOB)).isEqualTo(ExitCode.USAGE);
    assertThat(attach("--host", "a", "--attach", "a" + JOB, "--apply", "--yes"))
        .isEqualTo(ExitCode.USAGE);
    for (String job : List.of("a", "a=", "=apt:a:b:c", "a=apt:x", "a=apt::x:y", "a=%:b:c:d")) {
      assertThat(attach("--host", "a", "--attach", job)).as(job).isEqualTo(ExitCode.USAGE);
    }
    assertThat(err.toString(UTF_8))
        .contains("--attach b=…: no host of this command line is called that; they are a")
        .contains("--attach: which job on b?", "two jobs on a", "--attach only watches")
        .contains("is not a job; write HOST=MANAGER:STEP:JOB:PLAN");
    assertThat(fleet.hosts).isEmpty();
  }

  private ExitCode attach(String... args) {
    return tend(fleet::site, Terminal.none()).execute(args);
  }
}
