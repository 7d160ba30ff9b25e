package dev.tendhost.it.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What a library does not do to the program it lives in. */
final class MannerRules {
  private MannerRules() {}

  static ArchRule nothingIsPrinted() {
    return noClasses()
        .should()
        .accessTargetWhere(
            target(
                "the terminal is written to",
                Set.of("java.lang.System.out", "java.lang.System.err")))
        .orShould()
        .accessTargetWhere(
            DescribedPredicate.describe(
                "a stack trace is printed", access -> access.getName().equals("printStackTrace")))
        .because("the terminal belongs to the program");
  }

  static ArchRule nothingSleeps() {
    return noClasses()
        .should()
        .accessTargetWhere(
            target(
                "a thread sleeps",
                Set.of("java.lang.Thread.sleep", "java.util.concurrent.TimeUnit.sleep")))
        .because("a sleeping thread is a blocked one; time is a timer's business");
  }

  static ArchRule nothingLogsToJul() {
    return noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .because("SLF4J is the only way out for logs");
  }

  static ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            be(
                DescribedPredicate.<JavaClass>describe(
                    "in a package marked @NullMarked",
                    type ->
                        type.getPackage()
                            .tryGetPackageInfo()
                            .map(info -> info.isAnnotatedWith(NullMarked.class))
                            .orElse(false))))
        .because("what may be null says so, everywhere");
  }

  private static DescribedPredicate<JavaAccess<?>> target(String description, Set<String> names) {
    return DescribedPredicate.describe(
        description,
        access -> names.contains(access.getTargetOwner().getName() + "." + access.getName()));
  }
}
