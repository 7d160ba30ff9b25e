package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.PackageManagerProvider;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of {@link PackageManagerProvider}, a test each, named by their numbers. */
public abstract class PackageManagerProviderContract {
  /**
   * The provider under test.
   *
   * @return the same or an equal one each time
   */
  protected abstract PackageManagerProvider provider();

  /**
   * Scripts a host that has the tool.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor present();

  /**
   * Scripts a host that can be asked and does not have the tool.
   *
   * @return a new one each time
   */
  protected abstract ScriptedExecutor absent();

  /**
   * Whether the command would change something on a host.
   *
   * @param command what was run
   * @return true if it would
   */
  protected abstract boolean changes(Command command);

  /**
   * The host under test.
   *
   * @return one without settings unless overridden
   */
  protected ManagedHost host() {
    return new ManagedHost(HostName.of("tck-1"), "127.0.0.1", 22, "tck", Set.of(), Map.of());
  }

  @Test
  void rule1AMissingToolIsNoError() {
    assertThat(Outcome.of(provider().detect(host(), absent()))).isFalse();
    assertThat(Outcome.of(provider().detect(host(), present()))).isTrue();
  }

  @Test
  void rule2WhatCannotBeToldIsAFailureThatNamesTheHost() {
    TendhostException unreachable =
        new TendhostException(FailureKind.UNREACHABLE, null, "no route to host");
    ScriptedExecutor down = new ScriptedExecutor().otherwise(Answers.failing(unreachable));
    FleetError error = Outcome.failure(FailureKind.UNREACHABLE, provider().detect(host(), down));
    assertThat(error.host()).isEqualTo(host().name());
    ScriptedExecutor mute = present().changing(result -> Answers.ok(""));
    Outcome.failure(FailureKind.UNPARSABLE_OUTPUT, provider().detect(host(), mute));
  }

  @Test
  void rule2DetectChangesNothing() {
    ScriptedExecutor executor = present();
    Outcome.of(provider().detect(host(), executor));
    assertThat(executor.commands()).isNotEmpty().noneMatch(this::changes);
    assertThat(executor.commands()).noneMatch(Command::asRoot);
  }

  @Test
  void rule3CreateRunsNothing() {
    ScriptedExecutor executor = present();
    assertThat(provider().create(host(), executor).id()).isEqualTo(provider().id());
    assertThat(executor.commands()).isEmpty();
  }

  @Test
  void serviceLoaderFindsIt() {
    assertThat(ServiceLoader.load(PackageManagerProvider.class).stream())
        .anyMatch(found -> found.type() == provider().getClass());
  }
}
