package dev.tendhost.core.port;

import io.vertx.core.Future;
import java.util.function.BiFunction;

/**
 * Offers a manager of which one program is all that a host needs; for authors of adapters, who
 * extend it with a public class and a constructor without parameters. Stateless and safe for any
 * thread.
 */
public abstract class ToolProvider implements PackageManagerProvider {
  private final String id;
  private final int priority;
  private final String program;
  private final BiFunction<ManagedHost, RemoteExecutor, PackageManager> manager;

  /**
   * Describes the manager.
   *
   * @param id its id
   * @param priority where its turn is, such as {@link #SYSTEM_PACKAGES}
   * @param program the program that a host must have
   * @param manager makes it; runs nothing
   */
  protected ToolProvider(
      String id,
      int priority,
      String program,
      BiFunction<ManagedHost, RemoteExecutor, PackageManager> manager) {
    this.id = id;
    this.priority = priority;
    this.program = program;
    this.manager = manager;
  }

  @Override
  public final String id() {
    return id;
  }

  @Override
  public final int priority() {
    return priority;
  }

  @Override
  public final Future<Boolean> detect(ManagedHost host, RemoteExecutor executor) {
    return new HostCommands(host, executor, ToolFailure::usual).has(program);
  }

  @Override
  public final PackageManager create(ManagedHost host, RemoteExecutor executor) {
    return manager.apply(host, executor);
  }
}
