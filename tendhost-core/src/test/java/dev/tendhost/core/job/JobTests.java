package dev.tendhost.core.job;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that run on this machine, in a directory of the test's own. */
abstract class JobTests {
  @TempDir Path temp;
  Path base;
  ShellExecutor executor;
  DetachedJobs jobs;
  private final String directory;

  /** The jobs' directory, in {@link #temp}. */
  JobTests(String directory) {
    this.directory = directory;
  }

  @BeforeEach
  void jobsOfThisMachine() {
    base = temp.resolve(directory);
    executor = ShellExecutor.plain(temp);
    jobs = Jobs.in(base, executor);
  }

  @AfterEach
  void close() {
    executor.close();
  }
}
