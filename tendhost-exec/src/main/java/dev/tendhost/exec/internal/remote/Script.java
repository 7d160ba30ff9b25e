package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
import dev.tendhost.exec.internal.CommandWords;
import dev.tendhost.exec.internal.SudoQuestion;
import dev.tendhost.exec.internal.SudoRefusal;
import dev.tendhost.exec.ssh.BecomeRoot;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The text of the script that goes before one command: it finds the program, says our {@link
 * Frame}s and becomes the command. Pure. Its variables have names that a user's environment does
 * not.
 */
final class Script {
  /** Variables that mean something to a shell; env(1) sets them behind it. */
  private static final Pattern SHELLS_OWN =
      Pattern.compile(
          "IFS|OPTIND|OPTARG|OPTERR|PPID|E?UID|_|LINENO|S?RANDOM|SECONDS|EPOCH.*|BASH.*|SHELLOPTS"
              + "|GROUPS|DIRSTACK|FUNCNAME|PIPESTATUS|POSIXLY_CORRECT|ENV|PS4|tendhost_.*");

  private static final String FUNCTIONS =
      "tendhost_say(){ echo \"$tendhost_a$tendhost_b$1\"; };"
          + "tendhost_look(){ [ -e \"$1\" ]||return 1;[ -f \"$1\" ]&&[ -x \"$1\" ]||return 2; };"
          + "tendhost_find(){ case $1 in */*) tendhost_look \"$1\";return;;esac;"
          + "tendhost_r=1;IFS=:;for tendhost_d in $tendhost_path;do "
          + "tendhost_look \"${tendhost_d:-.}/$1\";"
          + "case $? in 0)tendhost_r=0;break;;2)tendhost_r=2;;esac;done;"
          + "unset IFS;return $tendhost_r; };";

  /**
   * sshd starts every command as the leader of a session; other servers may not, and then a
   * time-out must not end the server's own group.
   */
  private static final String LEAD =
      "tendhost_s=;if read -r tendhost_x <\"/proc/$$/stat\";then "
          + "tendhost_x=${tendhost_x##*) };tendhost_x=${tendhost_x#* * };"
          + "[ \"${tendhost_x%% *}\" = $$ ]||tendhost_s=setsid;fi 2>/dev/null;";

  private final Command command;
  private final Marker marker;

  Script(Command command, Marker marker) {
    this.command = command;
    this.marker = marker;
  }

  /** The whole script, for who needs no password. */
  String text(BecomeRoot become) {
    String head = head() + LEAD;
    if (!command.asRoot()) {
      return head + becomeCommand("$$", "$tendhost_s ");
    }
    String asRoot = "if [ \"$(id -u)\" = 0 ];then ";
    String plain = becomeCommand("$$", "$tendhost_s ");
    return head + asRoot + plain + ";fi;" + (become == BecomeRoot.NEVER ? never() : sudo());
  }

  /** What asks sudo whether it refused the command, and never runs it. */
  String ask(SudoQuestion question) {
    return head()
        + findSudo()
        + setWords(CommandWords.behindSudo(command))
        + "tendhost_sudo=sudo;tendhost_sought="
        + ShellText.word(question.sought())
        + ";"
        + question.script();
  }

  /** What asks sudo for a shell that waits for more; the password goes to sudo alone. */
  String askSudo() {
    return head()
        + LEAD
        + findSudo()
        + say(Frame.ASKING + "$$")
        + "||exit 1;exec $tendhost_s sudo -k -S -p \"$tendhost_a${tendhost_b}"
        + Frame.PROMPT
        + "\" -- sh -c '"
        + Guard.TEXT
        + "' sh $tendhost_a $tendhost_b";
  }

  /** The script for that shell, which is root already and leads or shares its group with sudo. */
  String behindSudo() {
    String group =
        "tendhost_g=$$;if read -r tendhost_x <\"/proc/$$/stat\";then "
            + "tendhost_x=${tendhost_x##*) };tendhost_x=${tendhost_x#* * };"
            + "tendhost_g=${tendhost_x%% *};fi 2>/dev/null;";
    return head() + group + becomeCommand("$tendhost_g", "");
  }

  private String head() {
    String halves = "tendhost_a=" + marker.first() + ";tendhost_b=" + marker.second() + ";";
    return "unset IFS;set -f;" + halves + FUNCTIONS + "tendhost_path=$PATH;";
  }

  private String becomeCommand(String group, String prefix) {
    StringBuilder text = new StringBuilder();
    String path = command.environment().get("PATH");
    if (path != null) {
      text.append("tendhost_path=").append(ShellText.word(path)).append(';');
    }
    text.append(setWords(CommandWords.of(command)));
    text.append("tendhost_find \"$1\";case $? in 1)").append(say(Frame.MISSING));
    text.append(";exit 127;;2)").append(say(Frame.NOT_EXECUTABLE)).append(";exit 126;;esac;");
    StringBuilder env = new StringBuilder();
    command
        .environment()
        .forEach(
            (name, value) -> {
              boolean shells = SHELLS_OWN.matcher(name).matches();
              (shells ? env : text.append("export "))
                  .append(name + "=" + ShellText.word(value) + (shells ? " " : ";"));
            });
    text.append(starts(Frame.STARTED, group)).append("exec ").append(prefix);
    text.append(env.isEmpty() ? "" : "env " + env).append("\"$@\"").append(input());
    return text.toString();
  }

  private String sudo() {
    StringBuilder text = new StringBuilder(findSudo());
    text.append(setWords(CommandWords.behindSudo(command)));
    text.append(starts(Frame.STARTED_BY_SUDO, "$$"));
    return text.append("exec $tendhost_s sudo -n -- \"$@\"").append(input()).toString();
  }

  private String findSudo() {
    return "tendhost_find sudo||{ "
        + say(Frame.NO_SUDO)
        + ";exit 127; };export LC_ALL="
        + SudoRefusal.LOCALE
        + ";unset LANGUAGE;";
  }

  private String never() {
    return say(Frame.NOT_ROOT) + ";exit 1";
  }

  private static String setWords(List<String> words) {
    StringBuilder text = new StringBuilder("set --");
    words.forEach(word -> text.append(' ').append(ShellText.word(word)));
    return text.append(';').toString();
  }

  private String input() {
    return command.stdin() == null ? " </dev/null" : "";
  }

  /**
   * If nobody reads any more, nobody wants the command; and where a start-up file made one stream
   * of both, nobody could tell them apart.
   */
  private static String starts(char frame, String group) {
    return "[ /proc/$$/fd/1 -ef /proc/$$/fd/2 ]&&{ "
        + say(Frame.ONE_STREAM)
        + ";exit 1; };"
        + say(frame)
        + " >&2;"
        + say(frame + group)
        + "||exit 1;";
  }

  private static String say(Object frame) {
    return "tendhost_say " + frame;
  }
}
