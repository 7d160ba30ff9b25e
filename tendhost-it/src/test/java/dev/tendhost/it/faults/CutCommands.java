package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.fixture.TcpProxy.Cut;
import dev.tendhost.exec.fixture.TcpProxy.Direction;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts the connection at seeded random points in the life of a command, from the first byte of the
 * handshake to the last of its output, and checks that the truth is told each time.
 */
final class CutCommands {
  private static final int LINES = 3_000;
  private static final int EXIT_CODE = 7;
  private static final String RESULT = "result";
  private static final String EXPECTED =
      IntStream.rangeClosed(1, LINES)
          .mapToObj(i -> "line " + i + "\n")
          .collect(Collectors.joining());

  private final SshHost host;
  private final Path marks;
  private final Random random;
  private final Map<Direction, Long> life = new EnumMap<>(Direction.class);
  private final Map<String, Integer> counts = new TreeMap<>();

  CutCommands(SshHost host, Path marks, long seed) {
    this.host = host;
    this.marks = marks;
    this.random = new Random(seed);
  }

  /** How often what happened, after that many cuts. */
  Map<String, Integer> run(int points) throws IOException {
    measureLife();
    for (int point = 0; point < points; point++) {
      cutOnce(point);
    }
    return counts;
  }

  /** How many bytes go either way when nothing is cut. */
  private void measureLife() throws IOException {
    RemoteExecutor executor = host.executor(ConnectionListener.none());
    try {
      checkResult(Outcome.of(executor.run(command(-1))));
      for (Direction direction : Direction.values()) {
        life.put(direction, host.proxy().bytes(direction));
      }
    } finally {
      Outcome.of(executor.close());
    }
  }

  private void cutOnce(int point) throws IOException {
    Direction direction = Direction.values()[random.nextInt(2)];
    Cut how = Cut.values()[random.nextInt(2)];
    long offset = random.nextLong(life.getOrDefault(direction, 0L));
    String where = "point %d: %s after %d bytes %s".formatted(point, how, offset, direction);
    RemoteExecutor executor = host.executor(ConnectionListener.none());
    try {
      host.proxy().cutAfter(offset, direction, how);
      String outcome = judge(point, where, executor.run(command(point)));
      counts.merge(outcome, 1, Integer::sum);
      host.proxy().cutNoMore();
      if (outcome.equals(RESULT)) {
        requireAtMostLost(where, executor);
      }
      assertThat(Outcome.of(executor.run("echo again")).stdout()).as(where).isEqualTo("again\n");
    } finally {
      host.proxy().cutNoMore();
      Outcome.of(executor.close());
    }
  }

  /** A cut may come when all is told; then the connection breaks under whoever comes next. */
  private static void requireAtMostLost(String where, RemoteExecutor executor) {
    FleetError error = Outcome.errorOf(executor.run("true"));
    assertThat(error == null || error.kind() == FailureKind.CONNECTION_LOST)
        .as("%s: %s", where, error)
        .isTrue();
  }

  /** A result is whole and right; a failure does not claim more than is known. */
  private String judge(int point, String where, Future<CommandResult> run) throws IOException {
    try {
      checkResult(Outcome.of(run));
      assertThat(timesRun(point)).as(where).isEqualTo(1);
      return RESULT;
    } catch (AssertionError failed) {
      if (!(failed.getCause() instanceof TendhostException)) {
        throw new AssertionError(where, failed);
      }
    }
    FleetError error = Outcome.failure(run);
    assertThat(error.kind())
        .as("%s: %s", where, error.message())
        .isIn(FailureKind.CONNECTION_LOST, FailureKind.UNREACHABLE);
    if (error.kind() == FailureKind.UNREACHABLE) {
      assertThat(timesRun(point)).as("%s: %s", where, error.message()).isZero();
    } else {
      assertThat(timesRun(point)).as("%s: %s", where, error.message()).isLessThanOrEqualTo(1);
    }
    return error.kind().name();
  }

  private static void checkResult(CommandResult result) {
    assertThat(result.exitCode()).isEqualTo(EXIT_CODE);
    assertThat(result.stdout()).isEqualTo(EXPECTED);
    assertThat(result.stderr()).isEqualTo("to stderr\n");
  }

  private Command command(int point) {
    return Command.shell(
            ("echo ran >>\"$MARK\"; echo to stderr >&2; i=0;"
                    + " while [ $i -lt %d ]; do i=$((i+1)); echo line $i; done; exit %d")
                .formatted(LINES, EXIT_CODE))
        .withEnvironment(Map.of("MARK", mark(point).toString()));
  }

  private int timesRun(int point) throws IOException {
    return Files.exists(mark(point)) ? Files.readAllLines(mark(point)).size() : 0;
  }

  private Path mark(int point) {
    return marks.resolve("ran-" + point);
  }
}
