package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotTest {
  private static final String RECORDED = RecordedCompose.text("snapshot.txt");

  @Test
  void everyContainerOfARealHost() {
    Snapshot snapshot = Snapshot.parse(RECORDED);
    assertThat(snapshot.containers())
        .extracting(each -> each.project() + "/" + each.service() + " " + each.status())
        .containsExactlyInAnyOrder(
            "odd/side running",
            "odd/gone running",
            "odd/down running",
            "odd/stopped exited",
            "odd/built running",
            "shop/web running",
            "shop/worker running",
            "shop/db running",
            "shop/init exited");
    Container web = snapshot.of("shop", "web").get(0);
    assertThat(web.files()).containsExactly("/srv/shop/compose.yaml");
    assertThat(snapshot.digests(web.image()))
        .containsExactly("sha256:49d2422154587088e665334cd9249ad422c892f10258a5ae3b8c418ed3dfc5d0");
    assertThat(snapshot.digests(snapshot.of("odd", "built").get(0).image())).isEmpty();
  }

  @Test
  void whoIsDoneAndWhoIsStopped() {
    Snapshot snapshot = Snapshot.parse(RECORDED);
    assertThat(snapshot.of("shop", "init").get(0).done()).isTrue();
    assertThat(snapshot.of("odd", "stopped").get(0).done()).isFalse();
    assertThat(snapshot.of("shop", "web").get(0).runs()).isTrue();
  }

  @Test
  void inTheStoreOfContainerdAnIdIsADigest() {
    String store = "store [[\"driver-type\",\"io.containerd.snapshotter.v1\"]]";
    Snapshot snapshot = Snapshot.parse(RECORDED.replaceFirst("store .*", store));
    String image = snapshot.of("odd", "built").get(0).image();
    assertThat(snapshot.digests(image)).containsExactly(image);
  }

  @Test
  void aHostWithoutContainers() {
    String none = "tendhost-probe-begin\nstore null\ncontainers 0\ntendhost-probe-end\n";
    assertThat(Snapshot.parse(none).containers()).isEmpty();
  }

  @Test
  void aLineThatIsLostIsNoticed() {
    List<String> lines = RECORDED.lines().toList();
    for (int lost = 0; lost < lines.size(); lost++) {
      StringBuilder rest = new StringBuilder();
      for (int i = 0; i < lines.size(); i++) {
        rest.append(i == lost ? "" : lines.get(i) + "\n");
      }
      assertThatThrownBy(() -> Snapshot.parse(rest.toString()))
          .as("without " + lines.get(lost))
          .isInstanceOf(Garbled.class);
    }
  }

  @Test
  void aCutAnywhereIsNoticed() {
    for (int end = 0; end < RECORDED.length() - 1; end++) {
      String cut = RECORDED.substring(0, end);
      assertThatThrownBy(() -> Snapshot.parse(cut)).as("at " + end).isInstanceOf(Garbled.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /a/compose.yaml                 | /d | /a/compose.yaml
          /a/c.yaml,/a/o.yaml             | /d | /a/c.yaml;/a/o.yaml
          /a,b/c.yaml,/a,b/o.yaml         | /d | /a,b/c.yaml;/a,b/o.yaml
          docker-compose.yml              | /d | /d/docker-compose.yml
          docker-compose.yml,override.yml | /d | /d/docker-compose.yml;/d/override.yml
          docker-compose.yml              |    | docker-compose.yml
          """)
  void filesAreJoinedByCommasAndMayHoldSome(String joined, String directory, String files) {
    assertThat(Container.files(joined, directory)).containsExactly(files.split(";"));
  }
}
