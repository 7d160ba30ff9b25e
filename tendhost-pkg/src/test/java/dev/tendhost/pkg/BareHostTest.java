package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.tck.Answers;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.pkg.internal.Programs;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts that have a manager's tool and hardly anything else. Minimal images have no {@code which}:
 * whoever asks by it finds nothing.
 */
class BareHostTest {
  /** So that nobody asks the engine, too. */
  private static final Map<String, String> SETTINGS = Map.of("compose.soak", "PT5S");

  @TempDir private Path directory;

  static Stream<Arguments> tools() {
    return Stream.of(
        Arguments.of(new AptProvider(), List.of("apt-get", "apt", "dpkg", "dpkg-query")),
        Arguments.of(new DnfProvider(), List.of("dnf5", "rpm")),
        Arguments.of(new DnfProvider(), List.of("dnf", "rpm")),
        Arguments.of(new DnfProvider(), List.of("yum", "rpm")),
        Arguments.of(new ComposeProvider(), List.of("docker")));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("tools")
  void whatIsThereIsFoundWithoutWhich(PackageManagerProvider provider, List<String> tool) {
    Programs programs = new Programs(directory).own("sed", "grep");
    assertThat(detected(provider, programs)).as("without its tool").isFalse();
    tool.forEach(name -> programs.fake(name, "echo 2.26.1"));
    assertThat(detected(provider, programs)).as("with its tool").isTrue();
  }

  private static boolean detected(PackageManagerProvider provider, Programs programs) {
    ManagedHost host = new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), SETTINGS);
    ScriptedExecutor bare = new ScriptedExecutor().otherwise(command -> run(programs, command));
    return Outcome.of(provider.detect(host, bare));
  }

  private static Future<CommandResult> run(Programs programs, Command command) {
    Programs.Ended ended = programs.runAlone(command.script());
    return Future.succeededFuture(Answers.result(ended.exitCode(), ended.stdout(), ended.stderr()));
  }
}
