package dev.tendhost.it.tend;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;

/** The entry point: {@code mvn -q -Ptend} tends this machine, or the hosts it is given. */
public final class Tend {
  private static final int HELP_WIDTH = 80;
  private static final int END_SECONDS = 20;
  private static final Set<String> YES = Set.of("y", "yes");

  private final Sites sites;
  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;
  private final @Nullable Person person;
  private final CompletableFuture<Void> interrupted = new CompletableFuture<>();
  private volatile CompletableFuture<Void> over = CompletableFuture.completedFuture(null);

  /** The person is null where nobody can be asked. */
  Tend(Sites sites, PrintStream out, PrintStream err, Terminal terminal, @Nullable Person person) {
    this.person = person;
    this.sites = sites;
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /**
   * Runs and ends the JVM, which under {@code mvn} is Maven's, with an exit code of {@link
   * ExitCode}.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    // Maven's own logger has set this to what its -q means; here warnings are wanted.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    // What the server on loopback warns of is told by the errors of its host, if it matters.
    System.setProperty("org.slf4j.simpleLogger.log.org.apache.sshd.server", "error");
    Tend tend =
        new Tend(
            RealSite::open,
            utf8(FileDescriptor.out),
            utf8(FileDescriptor.err),
            TerminalProbe.standardOutput(),
            TerminalProbe.person());
    Runtime.getRuntime().addShutdownHook(new Thread(tend::interrupt, "tend-interrupted"));
    ExitCode code = tend.execute(args);
    // Maven's shutdown hook writes an escape code, which is no JSON: it finds the output closed,
    // and nobody has to hear of that. (Halting would leave temporary files behind.)
    tend.out.close();
    Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {});
    System.exit(code.code());
  }

  /** Past Maven's own wrapper around System.out, and in UTF-8 whatever the locale. */
  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
  }

  ExitCode execute(String... args) {
    ExitCode code = answer(args);
    if (out.checkError()) {
      err.println("Not all of the output could be written: standard output is full or closed.");
      code = code == ExitCode.OK ? ExitCode.HOSTS_FAILED : code;
    }
    err.flush();
    return code;
  }

  private ExitCode answer(String... args) {
    Arguments arguments = new Arguments();
    CommandLine line = new CommandLine(arguments).setUsageHelpWidth(HELP_WIDTH);
    line.getCommandSpec().usageMessage().exitCodeList(ExitCode.table());
    try {
      line.parseArgs(args);
      if (arguments.help) {
        line.usage(out, ansi(arguments));
      } else if (arguments.version) {
        line.printVersionHelp(out, ansi(arguments));
      } else {
        arguments.check();
        arguments.checkCanAsk(person != null);
        return run(arguments);
      }
      return ExitCode.OK;
    } catch (ParameterException wrong) {
      return usage(wrong, args);
    }
  }

  /** Ends the run, if there is one, and returns when nothing of it is left. */
  void interrupt() {
    interrupted.complete(null);
    try {
      over.get(END_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      err.println("The run did not end within " + END_SECONDS + " s; something may be left of it.");
    }
  }

  private ExitCode run(Arguments arguments) {
    CompletableFuture<Void> end = new CompletableFuture<>();
    over = end;
    try (Screen screen = new Screen(out, terminal(arguments));
        Site site = sites.open(arguments, prompt(screen))) {
      Report report =
          arguments.json
              ? new JsonReport(out, err, new AttachCommand(arguments))
              : new TextReport(screen, err, ZoneId.systemDefault(), arguments.change);
      Conversation talk = new Conversation(report, interrupted);
      return arguments.change.attaches()
          ? new AttachRun(site, arguments, talk).run()
          : new FleetRun(site, arguments, talk, question(arguments, screen, talk)).run();
    } finally {
      end.complete(null);
    }
  }

  private @Nullable Prompt prompt(Screen screen) {
    Person asked = person;
    return asked == null ? null : question -> screen.ask(() -> asked.ask(question));
  }

  private Question question(Arguments arguments, Screen screen, Conversation talk) {
    Person asked = person;
    return arguments.change.yes || asked == null
        ? question -> arguments.change.yes
        : question -> YES.contains(talk.await(answer(asked, screen, question)));
  }

  /** Typed on a thread of its own, so that the run can end at the prompt. */
  private static CompletableFuture<String> answer(Person person, Screen screen, String question) {
    CompletableFuture<String> typed = new CompletableFuture<>();
    Thread thread =
        new Thread(
            () -> {
              String line = screen.ask(() -> person.answer(question));
              typed.complete(line == null ? "" : line.strip().toLowerCase(Locale.ROOT));
            },
            "tend-question");
    thread.setDaemon(true);
    thread.start();
    return typed;
  }

  private ExitCode usage(ParameterException wrong, String[] args) {
    if (Arrays.asList(args).contains("--json")) {
      new JsonReport(out, err, new AttachCommand(new Arguments()))
          .error(
              FleetError.of(
                  FailureKind.INVALID_CONFIGURATION, null, String.valueOf(wrong.getMessage())));
    }
    PrintWriter writer = new PrintWriter(err, true, StandardCharsets.UTF_8);
    writer.println(wrong.getMessage());
    CommandLine.UnmatchedArgumentException.printSuggestions(wrong, writer);
    writer.println("--help shows all options: mvn -q -Ptend -Dtend.args=\"--help\"");
    return ExitCode.USAGE;
  }

  private Terminal terminal(Arguments arguments) {
    return arguments.noColor ? terminal.withoutColour() : terminal;
  }

  private Ansi ansi(Arguments arguments) {
    return terminal(arguments).colour() ? Ansi.ON : Ansi.OFF;
  }
}
