package dev.tendhost.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Each rule of the contract catches a bug that was planted against it, and no other rule does. */
class PlantedBugsTest {
  private static final Pattern RULE = Pattern.compile("rule(\\d+)\\w*");

  static Stream<Class<?>> bugs() {
    return Stream.<Class<?>>of(PlantedBugs.class.getDeclaredClasses())
        .filter(type -> type.isAnnotationPresent(Breaks.class));
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isCaughtByItsRuleAlone(Class<?> bug) {
    int rule = bug.getAnnotation(Breaks.class).rule();
    TestExecutionSummary summary = run(bug);
    assertThat(summary.getTestsSucceededCount()).as("rules that hold").isGreaterThan(15);
    assertThat(failed(summary)).as("rules that are broken").containsExactly(rule);
  }

  @Test
  void thereIsOneForEachRule() {
    assertThat(bugs().map(bug -> bug.getAnnotation(Breaks.class).rule()))
        .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
  }

  private static TestExecutionSummary run(Class<?> contract) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
            listener);
    return listener.getSummary();
  }

  private static Set<Integer> failed(TestExecutionSummary summary) {
    Set<Integer> rules = new TreeSet<>();
    for (TestExecutionSummary.Failure failure : summary.getFailures()) {
      Matcher matcher = RULE.matcher(failure.getTestIdentifier().getDisplayName());
      assertThat(matcher.lookingAt())
          .as(failure.getTestIdentifier().getDisplayName() + ": " + failure.getException())
          .isTrue();
      rules.add(Integer.parseInt(matcher.group(1)));
    }
    return rules;
  }
}
