package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import io.vertx.core.Future;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Timeout;

/** The example over a fake host, with its output kept. */
@Timeout(60)
abstract class TendTests {
  final ByteArrayOutputStream out = new ByteArrayOutputStream();
  final ByteArrayOutputStream err = new ByteArrayOutputStream();

  final Tend tend(FakeHost host) {
    return tend(host, Terminal.none());
  }

  final Tend tend(FakeHost host, Terminal terminal) {
    return new Tend(
        host::builder,
        new PrintStream(out, false, UTF_8),
        new PrintStream(err, false, UTF_8),
        terminal);
  }

  static <T> Future<T> failure(FailureKind kind, String message) {
    return Future.failedFuture(
        new TendhostException(
            new FleetError(
                kind, HostName.of("x"), message, "apt-get -s", Map.of("exitCode", "100"))));
  }

  final String stdout() {
    return out.toString(UTF_8);
  }
}
