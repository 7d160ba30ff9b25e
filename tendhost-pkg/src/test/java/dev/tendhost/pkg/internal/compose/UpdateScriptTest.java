package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the script of a job with a shell, before an engine of one container. */
class UpdateScriptTest {
  private static final String OLD = "sha256:" + "a".repeat(64);
  private static final String NEW = "sha256:" + "b".repeat(64);
  private static final String NASTY = "/srv/a b'q\"$(touch pwned)`touch pwned`\n;touch pwned\\";
  private static final ComposeTool TOOL =
      new ComposeTool(List.of("docker", "compose"), true, Map.of());
  private static final Update UPDATE =
      new Update("shop", "web", "r/web:1", OLD, NEW, OLD, "r/web@" + NEW, null);

  @TempDir private Path state;

  @BeforeEach
  void anEngine() throws IOException {
    Path docker = Files.createDirectory(state.resolve("bin")).resolve("docker");
    Files.writeString(docker, RecordedCompose.text("fake-docker.sh"));
    Files.setPosixFilePermissions(docker, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (String empty : List.of("fetched", "sick", "calls")) {
      Files.createFile(state.resolve(empty));
    }
    Files.writeString(state.resolve("running"), OLD + "\n");
    Files.writeString(state.resolve("name"), OLD + "\n");
  }

  @Test
  void thePlannedDigestIsFetchedAndPutToWork() throws Exception {
    assertThat(run()).isZero();
    assertThat(read("verdicts")).isEqualTo("well 0\n");
    assertThat(read("fetched")).isEqualTo("r/web@" + NEW + "\n");
    assertThat(read("running").strip()).isEqualTo(NEW);
    Snapshot before = Snapshot.parse(read("before"));
    Snapshot after = Snapshot.parse(read("after"));
    List<Update> plan = Json.records(read("plan")).stream().map(Update::of).toList();
    assertThat(plan).containsExactly(UPDATE);
    Verdicts verdicts = Verdicts.parse(read("verdicts"));
    assertThat(new UpdateEvidence(plan, verdicts, before).changed(UPDATE)).isFalse();
    assertThat(new UpdateEvidence(plan, verdicts, after).changed(UPDATE)).isTrue();
  }

  @Test
  void aPathIsOnlyEverAWordAndNothingIsForced() throws Exception {
    assertThat(run()).isZero();
    String words = "  --project-directory\n  " + NASTY.replace("\n", "\n  ") + "\n  --file\n";
    assertThat(read("calls"))
        .contains(words)
        .contains("  up\n  -d\n  --no-deps\n  --no-build\n  --pull\n  never\n  web\n.\n")
        .doesNotContain("force-recreate", "remove-orphans");
    assertThat(state.resolve("pwned")).doesNotExist();
  }

  @Test
  void aSickImageGoesBack() throws Exception {
    Files.writeString(state.resolve("sick"), NEW + "\n");
    assertThat(run()).isEqualTo(1);
    assertThat(read("verdicts")).isEqualTo("rolled-back 0 shop/web is unhealthy\n");
    assertThat(read("running").strip()).isEqualTo(OLD);
    assertThat(read("name").strip()).isEqualTo(OLD);
  }

  @Test
  void goingBackThatDoesNotHelpIsTold() throws Exception {
    Files.writeString(state.resolve("sick"), NEW + "\n" + OLD + "\n");
    assertThat(run()).isEqualTo(1);
    assertThat(read("verdicts"))
        .isEqualTo("not-rolled-back 0 shop/web is unhealthy; going back: shop/web is unhealthy\n");
  }

  @Test
  void whatCannotBeStartedGoesBackToo() throws Exception {
    Files.createFile(state.resolve("broken"));
    assertThat(run()).isEqualTo(1);
    assertThat(read("verdicts"))
        .isEqualTo(
            "not-rolled-back 0 compose: port is in use; going back: compose: port is in use\n");
    assertThat(read("running").strip()).isEqualTo(OLD);
  }

  @Test
  void aFetchThatFailsChangesNothing() throws Exception {
    Files.createFile(state.resolve("refuse"));
    assertThat(run()).isEqualTo(1);
    assertThat(read("verdicts")).isEqualTo("fetch 0 docker: toomanyrequests: slow down\n");
    assertThat(read("running").strip()).isEqualTo(OLD);
    assertThat(read("name").strip()).isEqualTo(OLD);
    assertThat(read("calls")).doesNotContain("  up\n", "  tag\n");
    Snapshot.parse(read("after"));
  }

  @Test
  void whatIsThereIsNotFetchedAgain() throws Exception {
    Files.writeString(state.resolve("fetched"), "r/web@" + NEW + "\n");
    Files.createFile(state.resolve("refuse"));
    assertThat(run()).isZero();
    assertThat(read("running").strip()).isEqualTo(NEW);
  }

  @Test
  void whoSharesANetworkIsMadeAgainWithItsOwner() {
    StackModel.Service owner = new StackModel.Service("r/web:1", false, null, Set.of());
    StackModel.Service sharer = new StackModel.Service("r/side:1", false, null, Set.of("web"));
    StackModel model =
        new StackModel(Map.of("web", owner, "side", sharer, "idle", sharer, "other", owner));
    Survey survey = survey(Map.of("shop", model), Set.of("shop/web", "shop/side", "shop/other"));
    assertThat(UpdateScript.of(survey, List.of(UPDATE), settings()))
        .contains("\nmembers='web side'\n");
  }

  private int run() throws IOException, InterruptedException {
    String script =
        UpdateScript.of(survey(Map.of(), Set.of("shop/web")), List.of(UPDATE), settings());
    ProcessBuilder shell = new ProcessBuilder("sh", "-c", script).directory(state.toFile());
    shell.environment().merge("PATH", state + "/bin", (path, bin) -> bin + ":" + path);
    shell.environment().put("STATE", state.toString());
    Process process =
        shell.redirectErrorStream(true).redirectOutput(state.resolve("out").toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }

  private static Survey survey(Map<String, StackModel> models, Set<String> running) {
    Stack stack = new Stack("shop", NASTY, List.of(NASTY + "/compose.yaml"), null);
    return new Survey(
        TOOL, Map.of("shop", stack), models, running, List.of(UPDATE), List.of(), List.of());
  }

  private static ComposeSettings settings() {
    return new ComposeSettings(List.of(), Duration.ZERO, Duration.ofSeconds(5), false);
  }

  private String read(String file) throws IOException {
    return Files.readString(state.resolve(file));
  }
}
