package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.PackageManagerProviderContract;
import dev.tendhost.core.tck.ScriptedExecutor;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ComposeProviderContractTest extends PackageManagerProviderContract {
  @Override
  protected PackageManagerProvider provider() {
    return new ComposeProvider();
  }

  @Override
  protected ScriptedExecutor present() {
    return ComposeScript.healthy();
  }

  @Override
  protected ScriptedExecutor absent() {
    return ComposeScript.withoutCompose();
  }

  @Override
  protected boolean changes(Command command) {
    return ComposeScript.changes(command);
  }

  @Test
  void whoMayNotUseDockerHasNoComposeUnlessASettingSaysSo() {
    ManagedHost plain = host(Map.of());
    ManagedHost set = host(Map.of("compose.soak", "PT5S"));
    String said = "permission denied while trying to connect to the Docker daemon socket";
    assertThat(Outcome.of(provider().detect(plain, engine(said)))).isFalse();
    assertThat(Outcome.of(provider().detect(set, engine(said)))).isTrue();
    assertThat(Outcome.of(provider().detect(plain, engine("Is the docker daemon running?"))))
        .isTrue();
  }

  private static ScriptedExecutor engine(String refusal) {
    return new ScriptedExecutor()
        .on("docker version", ComposeScript.refusal(refusal))
        .over(ComposeScript.healthy());
  }

  private static ManagedHost host(Map<String, String> settings) {
    return new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), settings);
  }
}
