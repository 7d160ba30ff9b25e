package dev.tendhost.pkg.internal.compose;

import dev.tendhost.core.port.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The script of an update job: what is the same for all lies in {@code update.sh}; what is made
 * here are assignments and functions in which every word is quoted.
 */
final class UpdateScript {
  private final Survey survey;
  private final List<Update> updates;
  private final ComposeSettings settings;
  private final StringBuilder text = new StringBuilder();

  private UpdateScript(Survey survey, List<Update> updates, ComposeSettings settings) {
    this.survey = survey;
    this.updates = updates;
    this.settings = settings;
  }

  /** The plan is kept beside, so that whoever takes the job up again can judge by it. */
  static String of(Survey survey, List<Update> updates, ComposeSettings settings) {
    UpdateScript script = new UpdateScript(survey, updates, settings);
    return script.plan() + Snapshot.FUNCTIONS + script.functions() + Resource.text("update.sh");
  }

  private String plan() {
    String updates =
        this.updates.stream().map(each -> each.json().toString()).collect(Collectors.joining(","));
    return "printf '%s\\n' " + ShellWords.quote("[" + updates + "]") + " > plan\n";
  }

  private String functions() {
    Map<String, List<Integer>> stacks = new LinkedHashMap<>();
    for (int i = 0; i < updates.size(); i++) {
      stacks.computeIfAbsent(updates.get(i).project(), project -> new ArrayList<>()).add(i);
    }
    assign("all_updates", numbers(updates.size()));
    assign("all_stacks", numbers(stacks.size()));
    assign("soak", String.valueOf(settings.soak().toSeconds()));
    assign("patience", String.valueOf(settings.patience().toSeconds()));
    assign("pull_never", survey.tool().v2() ? "--pull never" : "");
    text.append("use_update() {\ncase $1 in\n");
    for (int i = 0; i < updates.size(); i++) {
      update(i, updates.get(i));
    }
    text.append("esac\n}\nuse_stack() {\ncase $1 in\n");
    int number = 0;
    for (Map.Entry<String, List<Integer>> each : stacks.entrySet()) {
      stack(number++, each.getKey(), each.getValue());
    }
    return text.append("esac\n}\n").toString();
  }

  private void update(int number, Update update) {
    text.append(number).append(")\n");
    assign("name", update.name());
    assign("ref", update.ref());
    assign("source", update.source());
    assign("old", update.old());
    String platform = update.platform();
    assign("platform", platform == null ? "" : platform);
    text.append(";;\n");
  }

  private void stack(int number, String project, List<Integer> numbers) {
    text.append(number).append(")\n");
    assign("project", project);
    assign("members", String.join(" ", members(project, numbers)));
    assign("updates", numbers.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    Stack stack = Objects.requireNonNull(survey.stacks().get(project));
    text.append("compose() { ")
        .append(ShellWords.join(stack.words(survey.tool())))
        .append(" \"$@\"; }\n;;\n");
  }

  /** The services to update and those that share their network or the like, which would lose it. */
  private Set<String> members(String project, List<Integer> numbers) {
    Set<String> members = new LinkedHashSet<>();
    numbers.forEach(each -> members.add(updates.get(each).service()));
    StackModel model = survey.models().get(project);
    boolean grew = model != null;
    while (grew && model != null) {
      Set<String> sharers = new TreeSet<>(model.sharers(members));
      sharers.removeIf(each -> !survey.running().contains(project + "/" + each));
      grew = members.addAll(sharers);
    }
    return members;
  }

  private void assign(String name, String value) {
    text.append(name).append('=').append(ShellWords.quote(value)).append('\n');
  }

  private static String numbers(int count) {
    return IntStream.range(0, count).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }
}
