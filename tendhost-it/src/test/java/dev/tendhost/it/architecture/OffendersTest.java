package dev.tendhost.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule bites: for each at least one offender is planted, and the rule names it. */
class OffendersTest {
  private static final String ROOT = OffendersTest.class.getPackageName() + ".offenders";
  private static final House HOUSE = new House(ROOT, Set.of(ROOT + ".core.port"));
  private static JavaClasses offenders;

  record Planted(String rule, String reported) {}

  @BeforeAll
  static void importOffenders() {
    offenders = new ClassFileImporter().importPackages(ROOT);
  }

  static List<Planted> planted() {
    return List.of(
        new Planted("api sees nothing of ours", "api.SeesCore"),
        new Planted("core sees only api", "core.port.SeesExec"),
        new Planted("exec sees only ports", "exec.SeesDomain"),
        new Planted("exec sees only ports", "exec.SeesConfig"),
        new Planted("exec sees only ports", "exec.SeesPkg"),
        new Planted("pkg sees only ports", "pkg.SeesActor"),
        new Planted("pkg sees only ports", "pkg.SeesExec"),
        new Planted("pkg sees only ports", "pkg.SeesInternal"),
        new Planted("no cycles", "Cycle detected"),
        new Planted("no Vert.x in the domain", "core.domain.UsesVertx"),
        new Planted("no clock in the domain", "core.domain.TakesAClock"),
        new Planted("no clock in the domain", "core.domain.ReadsTheTime"),
        new Planted("no clock in the domain", "core.domain.UsesTheSeam"),
        new Planted("clocks in seams only", "core.domain.ReadsTheTime"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.nano"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.millis"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.today"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.clock"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.date"),
        new Planted("clocks in seams only", "core.actor.ReadsClocks.reference"),
        new Planted("SSH in exec.internal only", "exec.UsesSsh"),
        new Planted("processes in exec.internal only", "pkg.StartsAProcess.built"),
        new Planted("processes in exec.internal only", "pkg.StartsAProcess.run"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.argument"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.returned"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.field"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.bounded"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.hidden"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.array"),
        new Planted("no foreign type exported", "core.port.ShowsForeign.Inherits"),
        new Planted("nothing printed", "core.actor.Prints.out"),
        new Planted("nothing printed", "core.actor.Prints.err"),
        new Planted("nothing printed", "core.actor.Prints.trace"),
        new Planted("nothing sleeps", "core.actor.Sleeps.thread"),
        new Planted("nothing sleeps", "core.actor.Sleeps.unit"),
        new Planted("no java.util.logging", "core.actor.LogsToJul"),
        new Planted("every package null-marked", "pkg.SeesActor"));
  }

  @ParameterizedTest
  @MethodSource("planted")
  void isCaught(Planted planted) {
    List<String> reports =
        Rules.of(HOUSE).get(planted.rule()).evaluate(offenders).getFailureReport().getDetails();
    String shown =
        planted.reported().contains(".") ? HOUSE.named(planted.reported()) : planted.reported();
    assertThat(reports).anyMatch(report -> report.replace('$', '.').contains(shown));
  }

  /** The offenders' innocent neighbours: what is allowed is not reported. */
  @ParameterizedTest
  @MethodSource("rulesOfCode")
  void theInnocentAreNotReported(String rule) {
    List<String> reports =
        Rules.of(HOUSE).get(rule).evaluate(offenders).getFailureReport().getDetails();
    Stream<String> innocent =
        Stream.of(
            "exec.internal.Innocent",
            "core.internal.SystemTime",
            "core.port.ShowsForeign.allowed",
            "core.port.ShowsForeign.unseen",
            "core.actor.ReadsClocks.given");
    assertThat(innocent.map(HOUSE::named))
        .allMatch(name -> reports.stream().noneMatch(report -> accuses(report, name)));
  }

  /** A report begins with the accused; those seen by it come later. */
  private static boolean accuses(String report, String name) {
    return report.replaceFirst("^[^<]* <", "").startsWith(name);
  }

  static Stream<String> rulesOfCode() {
    return rules().stream().filter(rule -> !rule.equals("every package null-marked"));
  }

  static Set<String> rules() {
    return Rules.of(HOUSE).keySet();
  }

  @Test
  void everyRuleHasAnOffender() {
    assertThat(planted().stream().map(Planted::rule).collect(Collectors.toSet()))
        .isEqualTo(rules());
  }

  @Test
  void everyRuleSaysWhy() {
    assertThat(Rules.of(HOUSE).values())
        .allMatch(rule -> rule.getDescription().contains(", because "));
  }
}
