package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.FailureKind;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import dev.tendhost.core.port.HostCommands;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the stacks of a host and reads their files. */
final class StackFinder {
  private static final List<String> NAMES =
      List.of("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml");

  private final ComposeCommands commands;
  private final HostCommands host;
  private final List<String> directories;

  StackFinder(ComposeCommands commands, HostCommands host, List<String> directories) {
    this.commands = commands;
    this.host = host;
    this.directories = directories;
  }

  /** Every stack that has containers; what is configured and has none is a problem. */
  Future<Map<String, Stack>> find(Snapshot snapshot, List<String> problems) {
    Map<String, Stack> stacks = Stack.of(snapshot.containers());
    return listed()
        .compose(
            listed -> {
              listed.forEach(
                  (name, files) ->
                      stacks.computeIfPresent(
                          name, (same, stack) -> files.isEmpty() ? stack : stack.withFiles(files)));
              return configured().map(files -> withoutContainers(files, stacks.values()));
            })
        .map(
            idle -> {
              problems.addAll(idle);
              return stacks;
            });
  }

  /** Version 1 cannot list stacks; there the containers alone tell. */
  private Future<Map<String, List<String>>> listed() {
    return commands.tool().v2()
        ? host.ask(commands.list(), output -> Stack.listed(String.join("\n", Framed.lines(output))))
        : Future.succeededFuture(Map.of());
  }

  private Future<List<String>> configured() {
    if (directories.isEmpty()) {
      return Future.succeededFuture(List.of());
    }
    Command find = commands.find(directories);
    return host.ask(find, output -> found(directories, output))
        .map(
            files -> {
              List<String> missing =
                  directories.stream()
                      .filter(each -> !files.containsKey(each))
                      .map(each -> "\"" + each + "\"")
                      .toList();
              if (!missing.isEmpty()) {
                throw new TendhostException(
                    FailureKind.INVALID_CONFIGURATION,
                    null,
                    "the setting "
                        + ComposeSettings.PATHS
                        + " names directories without a file of compose: "
                        + String.join(", ", missing));
              }
              return List.copyOf(files.values());
            });
  }

  /** The file of each directory that has one. */
  static Map<String, String> found(List<String> directories, String output) {
    List<String> told = Framed.values(Framed.lines(output), "file");
    Map<String, String> files = new TreeMap<>();
    for (int i = 0; i < directories.size(); i++) {
      String name = i < told.size() ? told.get(i).replaceFirst("^" + i + " ", "") : "";
      if (NAMES.contains(name)) {
        files.put(directories.get(i), directories.get(i).replaceFirst("/+$", "") + "/" + name);
      } else if (!name.equals("none")) {
        throw new Garbled("not every directory was looked into");
      }
    }
    if (told.size() != directories.size()) {
      throw new Garbled("more directories than were asked for");
    }
    return files;
  }

  private static List<String> withoutContainers(List<String> files, Iterable<Stack> stacks) {
    List<String> idle = new ArrayList<>(files);
    stacks.forEach(stack -> idle.removeAll(stack.files()));
    return idle.stream()
        .map(file -> "the stack of " + file + " has no containers, so nothing of it was checked")
        .toList();
  }

  /** What the files say, where compose can read and tell them. */
  Future<Map<String, StackModel>> models(Map<String, Stack> stacks, List<String> problems) {
    Future<Map<String, StackModel>> models = Future.succeededFuture(new TreeMap<>());
    if (!commands.tool().v2()) {
      return models;
    }
    for (Stack stack : stacks.values()) {
      Command command = commands.model(stack);
      models =
          models.compose(
              known ->
                  host.end(command)
                      .map(
                          result -> {
                            if (result.ok()) {
                              known.put(
                                  stack.project(), host.read(command, result, StackModel::parse));
                            } else {
                              problems.add(unreadable(stack, command, result));
                            }
                            return known;
                          }));
    }
    return models;
  }

  /** One broken stack hides nothing of the others; a broken engine is a failure. */
  private String unreadable(Stack stack, Command command, CommandResult result) {
    EngineFailure failure = EngineFailure.of(result);
    if (failure == EngineFailure.MISSING) {
      throw host.failed(command, result, failure);
    }
    return "the files of the stack "
        + stack.project()
        + " cannot be read: "
        + RegistryAnswer.lastLine(result.stderr());
  }
}
