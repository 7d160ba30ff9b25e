package dev.tendhost.core.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/**
 * Runs a contract, and tells which of its numbered rules did not hold.
 *
 * @param held how many tests succeeded
 * @param broken the numbers of the rules whose tests failed
 */
record RulesBroken(long held, Set<Integer> broken) {
  private static final Pattern RULE = Pattern.compile("rule(\\d+)\\w*");

  static RulesBroken by(Class<?> contract) {
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
            listener);
    TestExecutionSummary summary = listener.getSummary();
    return new RulesBroken(summary.getTestsSucceededCount(), failed(summary));
  }

  /** The bugs among the members of a class. */
  static Stream<Class<?>> bugs(Class<?> all) {
    return Stream.<Class<?>>of(all.getDeclaredClasses())
        .filter(type -> type.isAnnotationPresent(Breaks.class));
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
