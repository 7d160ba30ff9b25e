package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Ctrl-C while hosts update: the waiting ends, the jobs do not, and who they are is said. */
class InterruptedUpdateTest extends TendTests {
  private static final Pattern COMMAND =
      Pattern.compile("mvn -q -Ptend -Dtend.args=\"([^\"\n]*)\"");

  private final AtomicReference<UpgradeListener> listener = new AtomicReference<>();
  private final FakeHosts fleet =
      new FakeHosts(
          name -> {
            FakeHost host =
                new FakeHost(
                    name.startsWith("quiet") ? Samples.quiet(Duration.ofHours(1)) : Samples.busy());
            host.upgrade =
                name.startsWith("fast")
                    ? heard -> Future.succeededFuture(Samples.updated())
                    : this::neverEnds;
            return host;
          });

  @Test
  void whatRunsIsNamedWithTheWayBackToIt() throws Exception {
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        execute(tend, "--host", "slow-1", "fast-1", "quiet-1", "--identity", "/dev/null");
    out.await("slow-1  apt install starts: --attach slow-1=apt:install:apt-install-1:digest\n");
    out.await("fast-1  update done");
    tend.interrupt();
    assertThat(exit.get(2, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8))
        .contains("Interrupted: nothing more is started.")
        .contains("  slow-1: apt install, job apt-install-1\n")
        .contains(
            "  mvn -q -Ptend -Dtend.args=\"--host slow-1 --identity /dev/null"
                + " --attach slow-1=apt:install:apt-install-1:digest\"\n");
    assertThat(stdout())
        .contains("slow-1   apt      goes on        ?", "fast-1   apt      updated        4")
        .contains("3 hosts: 1 updated, 4 packages changed, 1 not waited for");
  }

  @Test
  void theCommandThatIsShownTakesTheJobUp() throws Exception {
    Tend first = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit = execute(first, "--host", "slow-1", "quiet-1");
    out.await("install starts");
    first.interrupt();
    exit.get(20, TimeUnit.SECONDS);
    Matcher shown = COMMAND.matcher(err.toString(UTF_8));
    assertThat(shown.find()).as(err.toString(UTF_8)).isTrue();
    out.reset();
    fleet.get("slow-1").resume =
        (job, heard) -> {
          assertThat(job).isEqualTo(Samples.JOB);
          return Future.succeededFuture(Samples.updated());
        };
    assertThat(tend(fleet::site, Terminal.none()).execute(shown.group(1).split(" ")))
        .isEqualTo(ExitCode.OK);
    assertThat(stdout()).contains("slow-1  apt      updated  4").doesNotContain("quiet-1");
  }

  @Test
  void nothingStartsAfterIt() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    fleet.get("slow-1").upgrade =
        heard -> {
          listener.set(heard);
          begun.countDown();
          return Promise.<UpdateResult>promise().future();
        };
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit = execute(tend, "--host", "slow-1");
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(listener.get().jobStarting(Samples.JOB).succeeded()).isFalse();
    assertThat(stdout()).contains("slow-1  -        not started").doesNotContain("--attach");
    assertThat(err.toString(UTF_8)).contains("Nothing of it runs on any host any more");
  }

  @Test
  void aStepThatEndedIsNotTakenForOneThatRuns() throws Exception {
    fleet.get("slow-1").upgrade =
        heard ->
            heard
                .jobStarting(Samples.JOB)
                .compose(
                    stored -> {
                      heard.jobEnded(Samples.JOB);
                      heard.progress("hello", 25);
                      return Promise.<UpdateResult>promise().future();
                    });
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit = execute(tend, "--host", "slow-1");
    out.await("25%  apt: hello");
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(stdout()).contains("slow-1  apt      stopped  ?", "step install ended");
    assertThat(err.toString(UTF_8)).doesNotContain("--attach");
  }

  @Test
  void inJsonTheJobIsToldBeforeItStartsAndAgainAtTheEnd() throws Exception {
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit = execute(tend, "--json", "--host", "slow-1", "fast-1");
    out.await("\"type\":\"Job\"");
    out.await("\"type\":\"UpdateCompleted\"");
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    JsonNode job = line("Job");
    assertThat(job.get("host").asText()).isEqualTo("slow-1");
    assertThat(job.get("attach").asText()).isEqualTo("slow-1=apt:install:apt-install-1:digest");
    assertThat(COMMAND.matcher(job.get("command").asText()).matches()).isTrue();
    assertThat(line("Running").get("command")).isEqualTo(job.get("command"));
    JsonNode last = json().get(json().size() - 1);
    boolean reboot = last.get("rebootRequired").asBoolean(); // it may not have been asked yet
    assertThat(last.toString())
        .isEqualTo(
            "{\"type\":\"Summary\",\"hosts\":2,\"updated\":1,\"leftAlone\":0,\"rebooted\":0,\"failed\":0,"
                + "\"running\":1,\"changes\":4,\"rebootRequired\":"
                + reboot
                + ",\"exitCode\":130}");
  }

  @Test
  void atThePromptItEndsWithoutAChange() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch forever = new CountDownLatch(1);
    FakePerson thinking = new FakePerson("y");
    thinking.meanwhile =
        () -> {
          asked.countDown();
          try {
            forever.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    person = thinking;
    Tend tend = tend(fleet::site, Terminal.none());
    CompletableFuture<ExitCode> exit =
        CompletableFuture.supplyAsync(() -> tend.execute("--apply", "--host", "slow-1"));
    assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    forever.countDown();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8)).contains("Nothing was installed or removed on slow-1.");
    assertThat(fleet.get("slow-1").upgrades).hasValue(0);
  }

  @Test
  void aJobWhoseEndIsNotKnownIsNamedToo() {
    fleet.get("slow-1").upgrade =
        heard ->
            heard
                .jobStarting(Samples.JOB)
                .compose(stored -> failure(FailureKind.TIMEOUT, "not over within 4 h"));
    assertThat(
            tend(fleet::site, Terminal.none())
                .execute("--apply", "--yes", "--host", "slow-1", "fast-1"))
        .isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("slow-1  apt      NOT KNOWN  0        unknown   TIMEOUT");
    assertThat(err.toString(UTF_8))
        .contains("not over within 4 h", "These may still run on their hosts")
        .contains("--attach slow-1=apt:install:apt-install-1:digest");
  }

  private JsonNode line(String type) {
    List<JsonNode> lines =
        json().stream().filter(line -> line.get("type").asText().equals(type)).toList();
    assertThat(lines).as(type).hasSize(1);
    return lines.get(0);
  }

  private Future<UpdateResult> neverEnds(UpgradeListener heard) {
    return heard
        .jobStarting(Samples.JOB)
        .compose(stored -> Promise.<UpdateResult>promise().future());
  }

  private static CompletableFuture<ExitCode> execute(Tend tend, String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "--apply";
    all[1] = "--yes";
    System.arraycopy(args, 0, all, 2, args.length);
    return CompletableFuture.supplyAsync(() -> tend.execute(all));
  }
}
