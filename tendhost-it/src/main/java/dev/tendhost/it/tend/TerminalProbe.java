package dev.tendhost.it.tend;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.exec.LocalExecutor;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at standard input and output through /proc: System.console is null as soon as standard
 * input is no terminal (JDK 17), and never null (JDK 22 and later).
 */
final class TerminalProbe {
  private static final Path STANDARD_INPUT = Path.of("/proc/self/fd/0");
  private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");
  private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{1,3})");
  private static final int USUAL_WIDTH = 80;

  private TerminalProbe() {}

  static Terminal standardOutput() {
    Optional<String> device = device(STANDARD_OUTPUT);
    int columns = device.map(TerminalProbe::columns).orElse(USUAL_WIDTH);
    return Terminal.of(device.isPresent(), columns, System.getenv());
  }

  /** Who can be asked something, and sees the question; null if nobody can. */
  static @Nullable Person person() {
    boolean interactive = device(STANDARD_INPUT).isPresent() && device(STANDARD_OUTPUT).isPresent();
    Console console = interactive ? System.console() : null;
    return console == null ? null : new AtConsole(console);
  }

  private record AtConsole(Console console) implements Person {
    @Override
    public char @Nullable [] ask(String question) {
      return console.readPassword("%s", question);
    }

    @Override
    public @Nullable String answer(String question) {
      return console.readLine("%s", question);
    }
  }

  private static Optional<String> device(Path descriptor) {
    try {
      String target = Files.readSymbolicLink(descriptor).toString();
      return Optional.of(target)
          .filter(
              t ->
                  t.startsWith("/dev/pts/")
                      || t.startsWith("/dev/tty")
                      || t.equals("/dev/console"));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Asks stty; where that cannot tell, 80. */
  private static int columns(String device) {
    ManagedHost here =
        new ManagedHost(HostName.of("localhost"), "localhost", 22, "root", Set.of(), Map.of());
    LocalExecutor executor = LocalExecutor.create(here);
    try {
      Command stty = Command.of("stty", "-F", device, "size").withTimeout(Duration.ofSeconds(2));
      String size =
          executor
              .run(stty)
              .toCompletionStage()
              .toCompletableFuture()
              .get(3, TimeUnit.SECONDS)
              .stdout();
      return parse(size);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return USUAL_WIDTH;
    } catch (ExecutionException | TimeoutException e) {
      return USUAL_WIDTH;
    } finally {
      executor.close();
    }
  }

  /** Rows and columns, such as "24 80"; a terminal that does not know says "0 0". */
  static int parse(String size) {
    Matcher matcher = SIZE.matcher(size.strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : USUAL_WIDTH;
  }
}
