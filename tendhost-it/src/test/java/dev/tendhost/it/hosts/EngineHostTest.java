package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The host has a real engine, compose and registry. */
@Tag("fleet")
@Timeout(600)
class EngineHostTest {
  private static final String SHOP = "/srv/shop";
  private static final String DIGESTS = "docker image inspect --format '{{json .RepoDigests}}' ";

  /** Asks the engine to ask the registry. */
  private static final String ASK =
      "printf 'GET /v1.41/distribution/%s/json HTTP/1.1\\r\\nHost: d\\r\\nConnection: close\\r\\n\\r\\n'"
          + " | docker system dial-stdio";

  private static EngineHost host;

  @BeforeAll
  static void start() {
    host = EngineHost.start();
  }

  @AfterAll
  static void close() {
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void reset() {
    host.reset();
  }

  @Test
  void hasAnEngineAndComposeOfVersionTwo() {
    assertThat(host.ssh("ops", "sudo docker version").ok().stdout()).contains("20.10");
    assertThat(host.ssh("ops", "docker compose version").ok().stdout()).contains("2.26");
    assertThat(host.look("docker-compose version").exitCode()).isEqualTo(127);
    assertThat(host.run("docker ps -q; docker images -q")).isEmpty();
  }

  @Test
  void aStackOfTwoIsUpdated() {
    host.registry().push(Image.of("web", "v1"), "latest");
    host.registry().push(Image.of("worker", "v1"), "stable");
    shop();
    host.registry().push(Image.of("web", "v2"), "latest");
    assertThat(host.page(SHOP, "web")).isEqualTo("web v1");

    host.ssh("root", "cd /srv/shop && docker compose pull -q && docker compose up -d --wait").ok();

    assertThat(host.page(SHOP, "web")).isEqualTo("web v2");
    assertThat(host.page(SHOP, "worker")).isEqualTo("worker v1");
    assertThat(host.compose(SHOP, "ps --format json").ok().stdout().lines()).hasSize(2);
  }

  @ParameterizedTest
  @EnumSource
  void anUpdateIsSeenByTheRegistrysDigestWithoutPulling(Image.Format format) {
    String first = host.registry().push(Image.of("web", "v1").as(format), "latest");
    String image = host.registry().reference("web", "latest");
    host.run("docker pull -q " + image);
    assertThat(host.run(DIGESTS + image)).contains("web@" + first);

    String second = host.registry().push(Image.of("web", "v2").as(format), "latest");
    assertThat(host.run(ASK.formatted(image))).contains(second);
    assertThat(host.run(DIGESTS + image)).contains(first).doesNotContain(second);
  }

  @Test
  void aSickOneAndOneThatCrashes() {
    host.registry().push(Image.of("web", "v1"), "latest");
    host.registry().push(Image.of("worker", "v1"), "stable");
    shop();
    host.registry().push(Image.of("web", "v2").with(Image.Fault.SICK), "latest");
    host.registry().push(Image.of("worker", "v2").with(Image.Fault.CRASHES), "stable");
    host.compose(SHOP, "pull -q").ok();
    host.compose(SHOP, "up -d").ok();
    Ran wait = host.compose(SHOP, "up -d --wait --wait-timeout 20");
    assertThat(wait.exitCode()).isOne();
    assertThat(host.compose(SHOP, "ps -a --format json").ok().stdout())
        .contains("\"State\":\"exited\"", "\"ExitCode\":1");
  }

  @Test
  void aRegistryThatRefusesOrIsDown() {
    host.registry().push(Image.of("web", "v1"), "latest");
    String pull = "docker pull " + host.registry().reference("web", "latest");
    host.registry().refuse(429);
    assertThat(host.look(pull).stderr()).contains("toomanyrequests");
    host.registry().refuse(401);
    assertThat(host.look(pull).stderr()).contains("no basic auth credentials");
    host.registry().refuse(0);
    host.registry().down();
    assertThat(host.look(pull).stderr()).contains("connection refused");
    host.registry().up();
    host.run(pull);
  }

  @Test
  void versionOneOfCompose() {
    try (EngineHost old = EngineHost.startV1()) {
      assertThat(old.ssh("ops", "docker-compose version").ok().stdout()).contains("1.29.2");
      assertThat(old.look("docker compose version").exitCode()).isNotZero();
      old.registry().push(Image.of("web", "v1"), "latest");
      old.stack(SHOP, Map.of("web", old.registry().reference("web", "latest")));
      old.registry().push(Image.of("web", "v2"), "latest");
      old.compose(SHOP, "pull").ok();
      old.compose(SHOP, "up -d").ok();
      assertThat(old.page(SHOP, "web")).isEqualTo("web v2");
    }
  }

  @Test
  void nothingOfAClosedHostIsLeft() throws IOException {
    String group;
    try (EngineHost other = EngineHost.start()) {
      group = "tendhost-" + other.address();
      other.registry().push(Image.of("web", "v1"), "latest");
      other.stack(SHOP, Map.of("web", other.registry().reference("web", "latest")));
      assertThat(ControlGroups.below(group)).isNotEmpty();
    }
    assertThat(ControlGroups.below(group)).isEmpty();
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain("tendhost");
  }

  private static void shop() {
    Registry registry = host.registry();
    host.stack(
        SHOP,
        Map.of(
            "web", registry.reference("web", "latest"),
            "worker", registry.reference("worker", "stable")));
  }
}
