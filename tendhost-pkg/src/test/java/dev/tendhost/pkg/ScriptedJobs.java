package dev.tendhost.pkg;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.tck.Answers;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers what {@code DetachedJobs} asks of a host whose every job ended at once. */
final class ScriptedJobs {
  private static final Pattern SET = Pattern.compile("(?m)^(nonce|files)='?([^'\\n]*)'?$");

  private final List<String> started = new CopyOnWriteArrayList<>();
  private final String state;
  private final Map<String, String> files;
  private final String start;

  /** The state is as the host's script says it, such as {@code exited 0}. */
  ScriptedJobs(String state, Map<String, String> files) {
    this(state, files, "started");
  }

  /** Answers a start with this. */
  ScriptedJobs(String state, Map<String, String> files, String start) {
    this.state = state;
    this.files = files;
    this.start = start;
  }

  /** The scripts of the jobs that were started. */
  List<String> started() {
    return List.copyOf(started);
  }

  static boolean asksForJobs(Command command) {
    return command.display().contains("tendhost-job");
  }

  static boolean starts(Command command) {
    return asksForJobs(command) && command.stdin() != null;
  }

  Future<CommandResult> answer(Command command) {
    String nonce = set(command, "nonce");
    StringBuilder reply = new StringBuilder();
    if (starts(command)) {
      started.add(command.stdin());
      line(reply, nonce, start);
    } else {
      line(reply, nonce, "state " + state);
      for (String file : set(command, "files").split(" ")) {
        if (!file.isEmpty()) {
          line(reply, nonce, data(file));
        }
      }
    }
    line(reply, nonce, "end");
    return Future.succeededFuture(Answers.ok(reply.toString()));
  }

  private String data(String file) {
    String[] words = file.split(":");
    int offset = Integer.parseInt(words[1]);
    String text = files.get(words[0]);
    if (text == null) {
      return "data " + words[0] + " " + offset + " none";
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String hex = HexFormat.of().formatHex(bytes, offset, bytes.length);
    return "data " + words[0] + " " + offset + " " + bytes.length + " " + hex;
  }

  private static void line(StringBuilder reply, String nonce, String text) {
    reply.append("tendhost-job ").append(nonce).append(' ').append(text).append('\n');
  }

  private static String set(Command command, String name) {
    Matcher matcher = SET.matcher(command.display());
    while (matcher.find()) {
      if (matcher.group(1).equals(name)) {
        return matcher.group(2);
      }
    }
    return "";
  }
}
