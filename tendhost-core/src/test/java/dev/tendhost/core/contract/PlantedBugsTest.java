package dev.tendhost.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a contract catches a bug that was planted against it, and no other rule does. */
class PlantedBugsTest {
  static Stream<Class<?>> bugs() {
    return RulesBroken.bugs(PlantedBugs.class);
  }

  static Stream<Class<?>> storeBugs() {
    return RulesBroken.bugs(PlantedStoreBugs.class);
  }

  @ParameterizedTest
  @MethodSource("bugs")
  void isCaughtByItsRuleAlone(Class<?> bug) {
    assertCaught(bug, 15);
  }

  @ParameterizedTest
  @MethodSource("storeBugs")
  void ofAStoreIsCaughtByItsRuleAlone(Class<?> bug) {
    assertCaught(bug, 5);
  }

  @Test
  void thereIsOneForEachRule() {
    assertThat(rules(bugs())).containsExactlyInAnyOrderElementsOf(upTo(15));
    assertThat(rules(storeBugs())).containsExactlyInAnyOrderElementsOf(upTo(7));
  }

  @Test
  void aStoreWithoutABugKeepsEveryRule() {
    assertThat(RulesBroken.by(PlantedStoreBugs.None.class).broken()).isEmpty();
  }

  private static void assertCaught(Class<?> bug, long others) {
    RulesBroken found = RulesBroken.by(bug);
    assertThat(found.held()).as("rules that hold").isGreaterThan(others);
    assertThat(found.broken())
        .as("rules that are broken")
        .containsExactly(bug.getAnnotation(Breaks.class).rule());
  }

  private static Iterable<Integer> upTo(int rules) {
    return IntStream.rangeClosed(1, rules).boxed().toList();
  }

  private static Stream<Integer> rules(Stream<Class<?>> bugs) {
    return bugs.map(bug -> bug.getAnnotation(Breaks.class).rule());
  }
}
