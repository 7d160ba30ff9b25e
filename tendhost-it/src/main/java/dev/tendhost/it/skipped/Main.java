package dev.tendhost.it.skipped;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** Says in one line which tests of a build were skipped and why; the build runs it last. */
public final class Main {
  private Main() {}

  /**
   * Fails if tests were skipped where none may be.
   *
   * @param args the directory of the parent project, when the build began, and whether none may be
   */
  public static void main(String[] args) throws IOException {
    SkippedTests tests = SkippedTests.in(Path.of(args[0]), Instant.parse(args[1]));
    if (Boolean.parseBoolean(args[2]) && tests.skipped() > 0) {
      throw new IllegalStateException("none may be skipped in the profile fleet. " + tests.line());
    }
    System.out.println(tests.line());
  }
}
