package dev.tendhost.pkg.internal.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.Spoilt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser against more than 20,000 transcripts that are spoilt in one place: an error, or one
 * package that is another or is missing. Never another exception, never an empty list; a cut one is
 * an error.
 */
class DnfMutationTest {
  // With every parser fed by two or three tools, 20,000 and more for each parser.
  private static final int LINES = 7_000;
  private static final int CUTS = 3_000;

  static List<Spoilt> transcripts() {
    List<Spoilt> all = new ArrayList<>();
    for (String tool : List.of("dnf4", "dnf5", "yum3")) {
      add(all, tool + "/lists.txt", text -> items(DnfLists.parse(text)));
      add(all, tool + "/plan.txt", DnfMutationTest::rows);
      add(all, tool + "/probe.txt", text -> DnfTool.parse(text).commands());
      add(all, tool + "/metadata.txt", DnfMutationTest::repos);
      add(all, tool + "/reboot.txt", text -> evidence(RebootEvidence.parse(text)));
    }
    for (String tool : List.of("dnf4", "dnf5")) {
      Candidates newer = DnfLists.parse(Recorded.dnf(tool + "/lists-held.txt")).candidates();
      add(all, tool + "/visible-held.txt", text -> visible(newer, text));
    }
    all.add(new Spoilt("evidence", EVIDENCE, text -> left(DnfEvidence.parse(text))));
    all.add(new Spoilt("leftovers", LEFTOVERS, text -> Leftovers.parse(text).obsoletes()));
    return all;
  }

  private static List<Object> left(DnfEvidence evidence) {
    List<Object> things = new ArrayList<>();
    evidence.after().values().forEach(things::addAll);
    if (evidence.plan() != null) {
      things.addAll(evidence.plan());
    }
    return things;
  }

  private static void add(List<Spoilt> all, String file, Function<String, Collection<?>> parser) {
    all.add(new Spoilt(file, Recorded.dnf(file), parser));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void aSpoiltLineIsAnErrorOrThatOnePackage(Spoilt transcript) {
    assertThat(transcript.lines(LINES)).isBetween(1, LINES - 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void aCutTranscriptIsAnError(Spoilt transcript) {
    transcript.cuts(CUTS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  @Tag("campaign")
  void aMillionSpoiltTranscripts(Spoilt transcript) {
    transcript.ofAMillion(transcripts().size());
  }

  private static List<Object> items(DnfLists lists) {
    List<Object> items = new ArrayList<>(lists.candidates().all());
    items.addAll(lists.advisories().fixes());
    return items;
  }

  private static List<Object> rows(String text) {
    return new ArrayList<>(PlannedUpgrade.transaction(text).rows());
  }

  private static List<Object> repos(String text) {
    MetadataAge age = MetadataAge.parse(Told.parse(text));
    return List.of(age.missing() + " " + age.confirmed());
  }

  private static Set<String> visible(Candidates newer, String text) {
    Set<String> visible = new HashSet<>(HeldBack.visible(text));
    visible.retainAll(newer.byKey().keySet());
    return visible;
  }

  private static List<Object> evidence(RebootEvidence evidence) {
    List<Object> items = new ArrayList<>(evidence.kernels());
    items.addAll(evidence.core());
    items.addAll(evidence.needs());
    return items;
  }

  private static final String LEFTOVERS =
      ToldTest.framed(
          "told busy 0\nunended 7\ntold unended 1\n"
              + ToldTest.list("obsoletes", "a|b|2|3\nc|d|0|\ne|f|10|1:2-3"));

  private static final String EVIDENCE = evidence();

  private static String evidence() {
    StringBuilder text = new StringBuilder("tendhost-probe-begin\n");
    List<String> names = List.of("a", "b", "c", "d");
    List<PackageChange> plan =
        names.stream()
            .map(
                name ->
                    new PackageChange(
                        ChangeAction.UPGRADE, name, "noarch", "1-1", "2-1", "tests", false))
            .toList();
    text.append(PlanFile.text(plan).replaceAll("(?m)^(?=.)", "plan ")).append("told plan 5\n");
    for (String list : List.of("before", "after")) {
      String version = list.equals("before") ? "1" : "2";
      names.forEach(name -> text.append(list + " " + name + "|0|" + version + "|1|noarch\n"));
      text.append("told ").append(list).append(" 4\n");
    }
    return text
        + "earlier id 1\nearlier state Ok\ntold earlier 2\nlater id 2\nlater state Ok\n"
        + "told later 2\ntold drift 0\nsaid warning: %post(a-2-1.noarch) scriptlet failed\n"
        + "told said 1\nout Complete!\ntold out 1\ntold damaged 0\ntendhost-probe-end\n";
  }
}
