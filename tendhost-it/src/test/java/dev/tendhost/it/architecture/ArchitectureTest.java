package dev.tendhost.it.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules of the house, on the modules as they are published. */
class ArchitectureTest {
  private static JavaClasses classes;

  @BeforeAll
  static void importModules() {
    classes = PublishedModules.classes();
  }

  static Stream<String> rules() {
    return Rules.of(PublishedModules.house()).keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void holds(String name) {
    ArchRule rule = Rules.of(PublishedModules.house()).get(name);
    rule.check(classes);
  }

  /** No fewer classes than this: a rule that looks at nothing holds for nothing. Raise freely. */
  @ParameterizedTest
  @CsvSource({
    "dev.tendhost.api, 70",
    "dev.tendhost.api.event, 15",
    "dev.tendhost.core, 100",
    "dev.tendhost.core.port, 20",
    "dev.tendhost.core.domain, 12",
    "dev.tendhost.core.actor, 60",
    "dev.tendhost.core.error, 1",
    "dev.tendhost.core.job, 18",
    "dev.tendhost.exec, 20",
    "dev.tendhost.exec.internal, 6",
    "dev.tendhost.exec.internal.local, 13",
    "dev.tendhost.pkg, 25",
    "dev.tendhost.pkg.internal, 25"
  })
  void looksAtEnough(String root, int floor) {
    assertThat(classes.stream().map(JavaClass::getPackageName))
        .filteredOn(name -> name.equals(root) || name.startsWith(root + "."))
        .hasSizeGreaterThanOrEqualTo(floor);
  }

  @Test
  void looksAtTheModulesThatArePublishedAndNothingElse() {
    Map<String, ?> modules = PublishedModules.found();
    assertThat(modules)
        .containsOnlyKeys(
            "dev.tendhost.api", "dev.tendhost.core", "dev.tendhost.exec", "dev.tendhost.pkg");
    assertThat(classes)
        .allMatch(
            type ->
                modules.keySet().stream().anyMatch(name -> type.getName().startsWith(name + ".")));
  }

  @Test
  void knowsWhatIsExported() {
    Set<String> exported = PublishedModules.house().exported();
    assertThat(exported)
        .contains("dev.tendhost.api.event", "dev.tendhost.core.port")
        .noneMatch(name -> name.matches(".*\\.(internal|domain|actor)(\\..*)?"));
  }
}
