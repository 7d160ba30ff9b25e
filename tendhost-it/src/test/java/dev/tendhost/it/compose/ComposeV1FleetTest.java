package dev.tendhost.it.compose;

import static dev.tendhost.it.compose.ComposeHost.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.hosts.EngineHost;
import dev.tendhost.it.hosts.Image;
import dev.tendhost.pkg.ComposeProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code docker-compose} version 1 on a real engine. */
@Tag("fleet")
@Timeout(600)
class ComposeV1FleetTest {
  @Test
  void anUpdateIsFoundAndAppliedAndASickOneGoesBack() {
    try (ComposeHost host = new ComposeHost(EngineHost.startV1())) {
      assertThat(
              Outcome.of(
                  new ComposeProvider().detect(host.engine().managed("root"), host.executor())))
          .isTrue();
      host.push(Image.of("web", "v1"));
      host.shop("web");
      assertThat(host.list().packages()).isEmpty();
      String second = host.push(Image.of("web", "v2").as(Image.Format.LIST));
      assertThat(host.list().packages())
          .singleElement()
          .satisfies(update -> assertThat(update.to()).isEqualTo(second));
      UpdateResult result = host.upgrade();
      assertThat(result.outcome()).as("%s", result.error()).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v2");
      assertThat(host.list().packages()).isEmpty();

      host.push(Image.of("web", "v3").with(Image.Fault.CRASHES));
      UpdateResult failed = host.upgrade();
      assertThat(failed.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
      assertThat(failed.error()).isNotNull();
      assertThat(failed.error().message()).contains("rolled back: the old image runs again");
      assertThat(host.engine().page(SHOP, "web")).isEqualTo("web v2");
    }
  }
}
