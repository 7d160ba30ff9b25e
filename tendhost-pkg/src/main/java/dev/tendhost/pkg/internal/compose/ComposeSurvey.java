package dev.tendhost.pkg.internal.compose;

import static java.util.stream.Collectors.toSet;

import dev.tendhost.api.response.UncheckedPackage;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.pkg.internal.compose.LocalTags.Image;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Asks the engine, the stacks' files and the registries, and joins the answers. */
final class ComposeSurvey {
  private final ComposeCommands commands;
  private final HostCommands host;
  private final StackFinder finder;
  private final Registries registries;
  private final List<String> problems = new ArrayList<>();
  private final List<UncheckedPackage> unchecked = new ArrayList<>();

  ComposeSurvey(ComposeCommands commands, HostCommands host, List<String> directories) {
    this.commands = commands;
    this.host = host;
    this.finder = new StackFinder(commands, host, directories);
    this.registries = new Registries(commands, host);
  }

  /** Once for each object. */
  Future<Survey> make() {
    return host.ask(commands.snapshot(), Snapshot::parse)
        .compose(
            snapshot ->
                finder
                    .find(snapshot, problems)
                    .compose(
                        stacks ->
                            finder
                                .models(stacks, problems)
                                .compose(models -> check(snapshot, stacks, models))));
  }

  private Future<Survey> check(
      Snapshot snapshot, Map<String, Stack> stacks, Map<String, StackModel> models) {
    List<ServiceCheck> checks = new ArrayList<>();
    for (String project : stacks.keySet()) {
      services(snapshot, project).forEach((name, all) -> check(project, name, all, models, checks));
    }
    List<String> names =
        checks.stream()
            .map(ServiceCheck::ref)
            .filter(Objects::nonNull)
            .map(ImageRef::text)
            .distinct()
            .toList();
    return tags(names)
        .compose(
            tags ->
                updates(snapshot, checks, tags)
                    .map(
                        updates ->
                            new Survey(
                                commands.tool(),
                                stacks,
                                models,
                                running(snapshot),
                                updates,
                                unchecked,
                                problems)));
  }

  private static Set<String> running(Snapshot snapshot) {
    return snapshot.containers().stream()
        .filter(Container::runs)
        .map(each -> each.project() + "/" + each.service())
        .collect(toSet());
  }

  private static Map<String, List<Container>> services(Snapshot snapshot, String project) {
    Map<String, List<Container>> services = new LinkedHashMap<>();
    for (String name :
        new TreeSet<>(
            snapshot.containers().stream()
                .filter(each -> each.project().equals(project))
                .map(Container::service)
                .toList())) {
      services.put(name, snapshot.of(project, name));
    }
    return services;
  }

  private void check(
      String project,
      String service,
      List<Container> all,
      Map<String, StackModel> models,
      List<ServiceCheck> checks) {
    String name = project + "/" + service;
    StackModel model = models.get(project);
    List<Container> running = all.stream().filter(Container::runs).toList();
    boolean oneShot = running.isEmpty() && all.stream().allMatch(Container::done);
    if (running.isEmpty() && !oneShot) {
      unchecked.add(
          new UncheckedPackage(name, Reason.STOPPED, "it is stopped; an update would start it"));
    } else if (commands.tool().v2() && model == null) {
      unchecked.add(
          new UncheckedPackage(name, Reason.UNKNOWN, "the files of its stack cannot be read"));
    } else if (model != null && !model.services().containsKey(service)) {
      unchecked.add(
          new UncheckedPackage(name, Reason.UNKNOWN, "its stack's files have no such service"));
    } else {
      StackModel.Service said = model == null ? null : model.services().get(service);
      String image = said == null ? all.get(0).ref() : said.image();
      ImageRef ref = image == null ? null : ImageRef.parse(image).orElse(null);
      checks.add(new ServiceCheck(project, service, oneShot ? all : running, said, ref));
    }
  }

  private Future<Map<String, Optional<Image>>> tags(List<String> names) {
    return names.isEmpty()
        ? Future.succeededFuture(Map.of())
        : host.ask(commands.localTags(names), output -> LocalTags.parse(names, output));
  }

  private Future<List<Update>> updates(
      Snapshot snapshot, List<ServiceCheck> checks, Map<String, Optional<Image>> tags) {
    Future<List<Update>> all = Future.succeededFuture(new ArrayList<>());
    for (ServiceCheck check : checks) {
      ImageRef ref = check.ref();
      Optional<Image> tag =
          ref == null ? Optional.empty() : tags.getOrDefault(ref.text(), Optional.empty());
      Optional<UncheckedPackage> known = check.beforehand(snapshot, tag);
      if (known.isPresent() || ref == null) {
        known.ifPresent(unchecked::add);
        continue;
      }
      all =
          all.compose(
              updates ->
                  registries
                      .ask(ref)
                      .map(
                          answer -> {
                            judge(check, snapshot, tag, answer, updates);
                            return updates;
                          }));
    }
    return all;
  }

  private void judge(
      ServiceCheck check,
      Snapshot snapshot,
      Optional<Image> tag,
      RegistryAnswer answer,
      List<Update> updates) {
    check.update(snapshot, tag, answer.digest()).ifPresent(updates::add);
    Reason reason = answer.reason();
    // Also where an image that was fetched earlier waits: there may be a newer one still.
    if (reason != null) {
      check
          .unchecked(reason, "its registry did not tell: " + answer.detail())
          .ifPresent(unchecked::add);
    }
  }
}
