package dev.tendhost.pkg.internal.compose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container of a compose stack, as the engine tells it.
 *
 * @param project the stack
 * @param service the service
 * @param image the id of the image it was made from
 * @param ref how that image was called when it was made
 * @param status such as {@code running}, {@code restarting} or {@code exited}
 * @param exitCode how it ended last
 * @param policy when the engine starts it again, such as {@code always}; empty or {@code no}: never
 * @param directory the stack's directory; null if it is not said
 * @param files the stack's files
 * @param environmentFile a file of variables that the stack was started with; null if none
 */
record Container(
    String project,
    String service,
    String image,
    String ref,
    String status,
    int exitCode,
    String policy,
    @Nullable String directory,
    List<String> files,
    @Nullable String environmentFile) {

  /** Fits {@link #of}; docker fills it in. */
  static final String TEMPLATE =
      "{\"project\":{{json (index .Config.Labels \"com.docker.compose.project\")}},"
          + "\"service\":{{json (index .Config.Labels \"com.docker.compose.service\")}},"
          + "\"image\":{{json .Image}},\"ref\":{{json .Config.Image}},"
          + "\"status\":{{json .State.Status}},\"exitCode\":{{json .State.ExitCode}},"
          + "\"policy\":{{json .HostConfig.RestartPolicy.Name}},"
          + "\"directory\":{{json (index .Config.Labels"
          + " \"com.docker.compose.project.working_dir\")}},"
          + "\"files\":{{json (index .Config.Labels"
          + " \"com.docker.compose.project.config_files\")}},"
          + "\"environmentFile\":{{json (index .Config.Labels"
          + " \"com.docker.compose.project.environment_file\")}}}";

  private static final String NAME = "[a-zA-Z0-9][a-zA-Z0-9._-]*";

  static Container of(ObjectNode record) {
    String directory = Json.optional(record, "directory");
    String files = Json.optional(record, "files");
    String policy = Json.optional(record, "policy");
    return new Container(
        name(Json.text(record, "project")),
        name(Json.text(record, "service")),
        Digests.require(Json.text(record, "image")),
        Json.text(record, "ref"),
        Json.text(record, "status"),
        Json.number(record, "exitCode"),
        policy == null ? "" : policy,
        directory,
        files == null ? List.of() : files(files, directory),
        Json.optional(record, "environmentFile"));
  }

  static String name(String text) {
    if (!text.matches(NAME)) {
      throw Garbled.line("a name of compose", text);
    }
    return text;
  }

  /** Paths are joined by commas and may hold some; what does not begin a path goes on with one. */
  static List<String> files(String joined, @Nullable String directory) {
    boolean relative = directory != null && !joined.startsWith("/");
    List<String> files = new ArrayList<>();
    for (String part : joined.split(",", -1)) {
      boolean begins = part.startsWith("/");
      if (begins || files.isEmpty() || relative) {
        files.add(begins || directory == null ? part : directory + "/" + part);
      } else {
        files.set(files.size() - 1, files.get(files.size() - 1) + "," + part);
      }
    }
    return List.copyOf(files);
  }

  boolean runs() {
    return status.equals("running") || status.equals("restarting");
  }

  /** It did what it had to do and the engine leaves it at that, as a one-shot service. */
  boolean done() {
    return status.equals("exited")
        && exitCode == 0
        && !policy.equals("always")
        && !policy.equals("unless-stopped");
  }
}
