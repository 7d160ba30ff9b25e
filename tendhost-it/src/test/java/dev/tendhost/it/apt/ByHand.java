package dev.tendhost.it.apt;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ShellWords;
import dev.tendhost.core.tck.ScriptedJobs;
import java.util.List;
import java.util.stream.Collectors;

/** The same commands as somebody would run them by hand, one after the other over one ssh. */
final class ByHand {
  private ByHand() {}

  /** A script for the user's own shell; what only watches jobs is left out, and jobs just run. */
  static String script(List<Command> commands) {
    return commands.stream()
        .filter(command -> !ScriptedJobs.isAboutJobs(command) || ScriptedJobs.startsAJob(command))
        .filter(command -> !isEvidence(command))
        .map(ByHand::line)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** It reads a job's directory, which there is none of by hand. */
  private static boolean isEvidence(Command command) {
    return command.script() != null && command.script().contains("/var/lib/tendhost/jobs/");
  }

  private static String line(Command command) {
    if (ScriptedJobs.startsAJob(command)) {
      String job = command.stdin().replaceFirst("end$", "");
      return "sudo -n sh -c "
          + ShellWords.quote("cd \"$(mktemp -d)\"; " + job)
          + " >/dev/null 2>&1 </dev/null";
    }
    String script = command.script() == null ? ShellWords.join(command.argv()) : command.script();
    String set =
        command.environment().entrySet().stream()
            .map(entry -> "export " + entry.getKey() + "=" + ShellWords.quote(entry.getValue()))
            .collect(Collectors.joining("; "));
    String whole = "sh -c " + ShellWords.quote((set.isEmpty() ? "" : set + "; ") + script);
    String input =
        command.stdin() == null
            ? "</dev/null"
            : "<<'END_OF_INPUT'\n" + command.stdin() + "\nEND_OF_INPUT";
    return (command.asRoot() ? "sudo -n " : "") + whole + " >/dev/null 2>&1 " + input;
  }
}
