package dev.tendhost.it.compose;

import static dev.tendhost.it.compose.ComposeHost.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.api.response.UpgradablePackage;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.Image;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found on a real engine. */
class ComposeFleetTest extends ComposeHostTests {
  @ParameterizedTest
  @EnumSource
  void anUpdateIsFoundWithoutFetchingAnything(Image.Format format) {
    String first = host.push(Image.of("web", "v1").as(format));
    host.shop("web");
    assertThat(host.list().packages()).isEmpty();
    String second = host.push(Image.of("web", "v2").as(format));
    String images = host.engine().run("docker images -a --digests");

    PackageInventory inventory = host.list();

    assertThat(inventory.packages())
        .containsExactly(
            new UpgradablePackage(
                "shop/web", null, first, second, host.reference("web"), false, null));
    assertThat(inventory.unchecked()).isEmpty();
    assertThat(inventory.metadataAge()).isZero();
    assertThat(host.engine().run("docker images -a --digests")).isEqualTo(images);
  }

  @Test
  void pinnedBuiltAndStoppedAreToldApart() {
    host.push(Image.of("web", "v1"));
    String digest = host.push(Image.of("db", "v1"));
    String pinned = host.reference("db").replace(":latest", "@" + digest);
    host.engine().write("/srv/own/Dockerfile", "FROM " + host.reference("web") + "\n");
    host.engine()
        .write(
            "/srv/own/docker-compose.yml",
            """
            services:
              db: {image: "%s", network_mode: host, environment: {ADDRESS: "%s", PORT: "8090"}}
              app: {build: ., network_mode: host, environment: {ADDRESS: "%s", PORT: "8091"}}
              idle: {image: "%s", network_mode: host, environment: {ADDRESS: "%s", PORT: "8092"}}
            """
                .formatted(
                    pinned,
                    host.engine().address(),
                    host.engine().address(),
                    host.reference("web"),
                    host.engine().address()));
    host.engine().compose("/srv/own", "up -d").ok();
    host.engine().compose("/srv/own", "stop -t 1 idle").ok();
    host.push(Image.of("db", "v2"));
    host.push(Image.of("web", "v2"));

    PackageInventory inventory = host.list();

    assertThat(inventory.packages()).isEmpty();
    assertThat(reasons(inventory))
        .containsOnly(
            Map.entry("own/db", Reason.PINNED),
            Map.entry("own/app", Reason.BUILT_ON_HOST),
            Map.entry("own/idle", Reason.STOPPED));
  }

  @Test
  void aRegistryThatDoesNotTellIsNeverUpToDate() {
    host.push(Image.of("web", "v1"));
    host.shop("web");
    host.engine().registry().refuse(429);
    assertUnknown(Reason.RATE_LIMITED, FailureKind.REPOSITORY_UNAVAILABLE);
    host.engine().registry().refuse(401);
    assertUnknown(Reason.ACCESS_DENIED, FailureKind.COMMAND_FAILED);
    host.engine().registry().refuse(0);
    host.engine().registry().down();
    assertUnknown(Reason.UNREACHABLE, FailureKind.REPOSITORY_UNAVAILABLE);
    host.engine().registry().up();
    assertThat(host.list().unchecked()).isEmpty();
  }

  private static void assertUnknown(Reason reason, FailureKind kind) {
    PackageInventory inventory = host.list();
    assertThat(reasons(inventory)).containsOnly(Map.entry("shop/web", reason));
    assertThat(inventory.metadataAge()).isNull();
    Outcome.failure(kind, host.manager().upgradeDryRun(UpgradeOptions.defaults()));
  }

  @Test
  void anImageWithoutADigestAndOneThatIsGoneFromItsRegistry() {
    host.push(Image.of("web", "v1"));
    String web = host.reference("web");
    host.engine().run("docker pull -q " + web + " && docker tag " + web + " own:1");
    host.engine().run("docker tag " + web + " " + host.reference("gone"));
    host.shop("gone");
    assertThat(reasons(host.list())).containsOnly(Map.entry("shop/gone", Reason.NOT_FOUND));
    host.engine().compose(SHOP, "down -t 1").ok();
    host.engine().run("docker rmi -f " + web + " " + host.reference("gone"));
    host.engine().stack("/srv/local", Map.of("web", "own:1"));
    assertThat(reasons(host.list())).containsOnly(Map.entry("local/web", Reason.NO_ORIGIN));
  }
}
