package dev.tendhost.exec.internal.remote;

import dev.tendhost.core.port.Command;
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

  /**
   * What asks sudo whether it refuses the command in these words, or they were the command's own.
   * It never runs the command: its working directory is one that does not exist, which sudo looks
   * at when it knows whether it wants a password. A sudo before 1.9.3 has no such option, and
   * others may not allow it at once; what it lists then has to do.
   */
  String whetherRefused(String refusal) {
    boolean password = SudoRefusal.wantsPassword(refusal);
    String quiet = " >/dev/null 2>&1 </dev/null||{ ";
    StringBuilder text = new StringBuilder(head()).append(findSudo()).append(setWords());
    text.append("tendhost_o=$(sudo -n -D \"/$tendhost_a$tendhost_b\" -- ").append(sudoWords());
    text.append(" 2>&1 </dev/null);case $tendhost_o in *").append(ShellText.word(refusal));
    text.append("*)").append(say(Frame.REFUSES)).append(";exit;;");
    if (password) {
      text.append("*\"the -D option\"*|*\"change directory\"*)").append(say(Frame.RUNS));
      text.append(";exit;;");
    }
    text.append("esac;sudo -n -l -- ").append(sudoWords()).append(quiet);
    text.append(say(Frame.REFUSES)).append(";exit; };");
    if (password) {
      text.append("sudo -n -v").append(quiet).append(say(Frame.UNSURE)).append(";exit; };");
    }
    return text.append(say(Frame.RUNS)).toString();
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

  /** What sudo is asked to run. */
  static String sudoProgram(Command command) {
    return command.environment().isEmpty() ? words(command).get(0) : "env";
  }

  /** The program and its arguments. */
  static List<String> words(Command command) {
    String script = command.script();
    if (script == null) {
      return command.argv();
    }
    // A shell would take a script that begins so for an option.
    boolean likeOption = script.startsWith("-") || script.startsWith("+");
    return List.of("sh", "-c", likeOption ? " " + script : script);
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
    text.append(setWords());
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
    StringBuilder text = new StringBuilder(findSudo()).append(setWords());
    text.append(starts(Frame.STARTED_BY_SUDO, "$$"));
    text.append("exec $tendhost_s sudo -n -- ").append(sudoWords());
    return text.append(input()).toString();
  }

  /** Without variables sudo runs the program itself, which short sudoers rules can name. */
  private String sudoWords() {
    StringBuilder words = new StringBuilder();
    if (!command.environment().isEmpty()) {
      words.append("env ");
      command
          .environment()
          .forEach((name, value) -> words.append(ShellText.word(name + "=" + value)).append(' '));
    }
    return words.append("\"$@\"").toString();
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

  private String setWords() {
    StringBuilder text = new StringBuilder("set --");
    words(command).forEach(word -> text.append(' ').append(ShellText.word(word)));
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
