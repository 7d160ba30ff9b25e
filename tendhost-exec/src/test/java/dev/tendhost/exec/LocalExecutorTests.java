package dev.tendhost.exec;

import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** An executor and a directory for each test; the executor is closed after it. */
abstract class LocalExecutorTests {
  final RemoteExecutor executor = LocalExecutor.create(Hosts.local());

  @TempDir Path dir;

  @AfterEach
  void close() {
    Outcome.of(executor.close());
  }
}
