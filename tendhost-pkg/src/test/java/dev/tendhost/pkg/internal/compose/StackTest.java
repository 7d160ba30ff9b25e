package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StackTest {
  private static final ComposeTool TOOL =
      new ComposeTool(List.of("docker", "compose"), true, Map.of());

  @Test
  void recordedListOfStacks() {
    String json = RecordedCompose.text("ls.txt").replaceAll("tendhost-probe-\\w+\n", "");
    assertThat(Stack.listed(json))
        .containsOnly(
            Map.entry("odd", List.of("/srv/b c/docker-compose.yml")),
            Map.entry("shop", List.of("/srv/shop/compose.yaml")));
    assertThat(Stack.listed("[]")).isEmpty();
    assertThatThrownBy(() -> Stack.listed("[{\"Name\":\"--all\"}]")).isInstanceOf(Garbled.class);
  }

  @Test
  void aPathIsOnlyEverAWord() {
    String path = "/srv/a b'q\"$(touch x)\n;`y`\\";
    Stack stack = new Stack("shop", path, List.of(path + "/c.yaml", "/o.yaml"), "/e v");
    assertThat(stack.words(TOOL))
        .containsExactly(
            "docker",
            "compose",
            "--project-name",
            "shop",
            "--project-directory",
            path,
            "--file",
            path + "/c.yaml",
            "--file",
            "/o.yaml",
            "--env-file",
            "/e v");
  }

  @Test
  void servicesOfARealStack() {
    StackModel model = StackModel.parse(RecordedCompose.text("model-odd.txt"));
    assertThat(model.services()).containsOnlyKeys("built", "down", "gone", "side", "stopped");
    assertThat(model.services().get("built").built()).isTrue();
    assertThat(model.services().get("side").image()).isEqualTo("127.0.0.1:5062/tend-worker:stable");
    assertThat(model.sharers(Set.of("gone"))).containsExactly("side");
    assertThat(model.sharers(Set.of("side"))).isEmpty();
  }

  @Test
  void aModelWithoutServicesOrImagesIsGarbled() {
    for (String json : List.of("{}", "{\"services\":[]}", "{\"services\":{\"a\":{}}}", "[]")) {
      assertThatThrownBy(() -> StackModel.parse(json)).as(json).isInstanceOf(Garbled.class);
    }
    assertThat(StackModel.parse("{\"services\":{}}").services()).isEmpty();
  }

  @Test
  void theFileOfEachDirectory() {
    List<String> directories = List.of("/srv/b c", "/srv/shop");
    String output = RecordedCompose.text("find.txt");
    assertThat(StackFinder.found(directories, output))
        .containsOnly(
            Map.entry("/srv/b c", "/srv/b c/docker-compose.yml"),
            Map.entry("/srv/shop", "/srv/shop/compose.yaml"));
    assertThat(StackFinder.found(directories, output.replace("0 docker-compose.yml", "0 none")))
        .containsOnlyKeys("/srv/shop");
    for (String garbled :
        List.of("file 1 compose.yaml", "file 0 x", "file 0 none", "file 0 none\nfile 1 ")) {
      String framed = "tendhost-probe-begin\n" + garbled + "\ntendhost-probe-end\n";
      assertThatThrownBy(() -> StackFinder.found(directories, framed))
          .as(garbled)
          .isInstanceOf(Garbled.class);
    }
  }
}
