package dev.tendhost.pkg;

import static dev.tendhost.core.tck.Answers.ok;
import static dev.tendhost.core.tck.Answers.result;
import static dev.tendhost.core.tck.ScriptedExecutor.containing;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.tck.ScriptedExecutor;
import dev.tendhost.core.tck.ScriptedJobs;
import dev.tendhost.pkg.internal.compose.RecordedCompose;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A host by recorded outputs, with two stacks: in {@code shop} three services have newer images and
 * one is pinned; in {@code odd} one is newer, and the others are built on the host, stopped, gone
 * from their registry, or of a registry that is down.
 */
final class ComposeScript {
  private static final String OLD_WEB =
      "5511997c112860d3bd645b6eb41e9d401163968b0a356816e7c708ed6aad7800";
  private static final String OLD_WEB_DIGEST =
      "49d2422154587088e665334cd9249ad422c892f10258a5ae3b8c418ed3dfc5d0";
  private static final String NEW_WEB_DIGEST =
      "22ae6b1cbf218c4d5c97369003177551cc6ba48e46981e298cf02d2ae5589e48";
  private static final String OLD_WORKER =
      "d9261ca71b5b658863569c76ab617f3676ff68558a3c2f2d180cb16e31e88ee3";
  private static final String NEW_WORKER_DIGEST =
      "fc71d8f1e4ded0901fee845376302649b75e32c2aa2bdfb850b6e34e8ba1125d";

  private ComposeScript() {}

  static ScriptedExecutor healthy() {
    return host(Map.of());
  }

  /** The same host where registries answer otherwise; names of images, and the responses. */
  static ScriptedExecutor host(Map<String, CommandResult> registries) {
    Map<String, CommandResult> answers = new LinkedHashMap<>();
    answers.put("127.0.0.1:5062/tend-web:latest", ok(recorded("http-web.txt")));
    answers.put("127.0.0.1:5062/tend-worker:stable", ok(recorded("http-worker.txt")));
    answers.put("127.0.0.1:5062/nosuch:latest", ok(recorded("http-unknown.txt")));
    answers.put("127.0.0.1:5999/tend-worker:stable", ok(recorded("http-refused.txt")));
    answers.putAll(registries);
    return base()
        .on("--resolve-image-digests", ok(recorded("unresolved.txt")))
        .on(
            containing("GET /distribution"),
            command -> Future.succeededFuture(answers.get(last(command))));
  }

  /** The same host, whose every job ended well and left that in place of what was. */
  static ScriptedExecutor ended(String after) {
    Map<String, String> files =
        Map.of("plan", recorded("plan.txt"), "verdicts", "well 0\nwell 1\n", "after", after);
    return healthy().on(ScriptedJobs::isAboutJobs, ScriptedJobs.exiting(0).withFiles(files));
  }

  /** What is there when both services of the recorded plan run their new images. */
  static String upgraded() {
    String side = "\"service\":\"side\",\"image\":\"sha256:";
    return recorded("snapshot.txt")
        .replace(OLD_WEB, "1".repeat(64))
        .replace(OLD_WEB_DIGEST, NEW_WEB_DIGEST)
        .replace(side + OLD_WORKER, side + "2".repeat(64))
        .replaceFirst(
            "(?m)^image ",
            "image {\"id\":\"sha256:"
                + "2".repeat(64)
                + "\",\"digests\":[\"127.0.0.1:5062/tend-worker@sha256:"
                + NEW_WORKER_DIGEST
                + "\"]}\nimage ");
  }

  /** Without any answer of a registry. */
  static ScriptedExecutor base() {
    return new ScriptedExecutor()
        .on("command -v docker", ok(recorded("probe.txt")))
        .on("docker version", ok("20.10.24\n"))
        .on("snapshot\necho", ok(recorded("snapshot.txt")))
        .on("as root: true", ok(""))
        .on("ls -a --format json", ok(recorded("ls.txt")))
        .on("docker-compose.yaml docker-compose.yml; do", ok(recorded("find.txt")))
        .on("--project-name odd", ok(recorded("model-odd.txt")))
        .on("--project-name shop", ok(recorded("model-shop.txt")))
        .on(containing("for name; do"), ComposeScript::tags);
  }

  /** Of the recorded names those that are asked for, in that order. */
  private static Future<CommandResult> tags(Command command) {
    List<String> lines = recorded("tags.txt").lines().toList();
    StringBuilder output = new StringBuilder("tendhost-probe-begin\n");
    for (String name : command.argv().subList(4, command.argv().size())) {
      int at = lines.indexOf("name " + name);
      output.append(lines.get(at)).append('\n').append(lines.get(at + 1)).append('\n');
    }
    return Future.succeededFuture(ok(output.append("tendhost-probe-end\n").toString()));
  }

  static ScriptedExecutor withoutCompose() {
    return new ScriptedExecutor()
        .on(
            "command -v docker",
            ok("tendhost-probe-begin\ntool none\nconfig /root/.docker\ntendhost-probe-end\n"));
  }

  static CommandResult refusal(String why) {
    return result(1, "", why + "\n");
  }

  static boolean changes(Command command) {
    boolean onlyBecomesRoot = command.argv().equals(List.of("true"));
    return (command.asRoot() && !onlyBecomesRoot)
        || ScriptedJobs.startsAJob(command)
        || command.withTitle(null).display().matches("(?s).*docker (pull|tag|rmi?|start|stop).*")
        || command.argv().contains("up")
        || command.argv().contains("pull");
  }

  static boolean fetches(Command command) {
    return command.withTitle(null).display().matches("(?s).*docker pull.*")
        || command.argv().contains("pull");
  }

  static ComposePackageManager manager(RemoteExecutor executor) {
    return manager(executor, Map.of());
  }

  static ComposePackageManager manager(RemoteExecutor executor, Map<String, String> settings) {
    return new ComposePackageManager(
        new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), settings), executor);
  }

  static String recorded(String file) {
    return RecordedCompose.text(file);
  }

  private static String last(Command command) {
    return command.argv().get(command.argv().size() - 1);
  }
}
