package dev.tendhost.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/** Where time, processes and SSH come in, and what never does. */
final class PurityRules {
  /** The only classes that may ask what time it is, named from the root on. */
  static final List<String> CLOCK_SEAMS =
      List.of("core.internal.SystemTime", "exec.internal.Ticker");

  private static final Set<String> CLOCK_READERS =
      Set.of(
          "java.lang.System.nanoTime",
          "java.lang.System.currentTimeMillis",
          "java.util.Calendar.getInstance");

  private PurityRules() {}

  static ArchRule domainIsFreeOfVertx(House house) {
    return noClasses()
        .that()
        .resideInAPackage(house.all("core.domain"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .because("the law of a host is tested without an event loop")
        .allowEmptyShould(true);
  }

  static ArchRule domainIsFreeOfClocks(House house) {
    DescribedPredicate<JavaClass> clocks =
        DescribedPredicate.describe(
            "are clocks",
            type ->
                type.isEquivalentTo(Clock.class)
                    || type.isEquivalentTo(InstantSource.class)
                    || isSeam(house, type));
    return noClasses()
        .that()
        .resideInAPackage(house.all("core.domain"))
        .should()
        .dependOnClassesThat(clocks)
        .orShould()
        .accessTargetWhere(readsAClock())
        .because("in the domain time is an argument")
        .allowEmptyShould(true);
  }

  static ArchRule clocksAreReadInTheSeamsOnly(House house) {
    return noClasses()
        .that(DescribedPredicate.describe("are no seam", type -> !isSeam(house, type)))
        .should()
        .accessTargetWhere(readsAClock())
        .because("a test must be able to play any time");
  }

  static ArchRule sshStaysInExecInternal(House house) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house.all("exec.internal"))
        .should()
        .dependOnClassesThat(resideInAPackage("org.apache.sshd.."))
        .because("the SSH library can be replaced without anyone noticing");
  }

  static ArchRule processesStartInExecInternal(House house) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(house.all("exec.internal"))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .orShould()
        .callMethodWhere(
            DescribedPredicate.describe(
                "Runtime.exec is called",
                call ->
                    call.getTargetOwner().isEquivalentTo(Runtime.class)
                        && call.getName().equals("exec")))
        .because("whatever runs on a host goes through the executor's port");
  }

  private static boolean isSeam(House house, JavaClass type) {
    return CLOCK_SEAMS.stream()
        .map(house::named)
        .anyMatch(seam -> type.getName().equals(seam) || type.getName().startsWith(seam + "$"));
  }

  /** Calls and method references alike; {@code Instant.now(clock)} reads the clock it is given. */
  private static DescribedPredicate<JavaAccess<?>> readsAClock() {
    return DescribedPredicate.describe(
        "a clock is read",
        access -> {
          String owner = access.getTargetOwner().getName();
          String name = access.getName();
          boolean given = parameters(access).equals(List.of("java.time.Clock"));
          return CLOCK_READERS.contains(owner + "." + name)
              || (owner.startsWith("java.time.") && name.equals("now") && !given)
              || (owner.equals(Clock.class.getName()) && name.matches("system.*|tick.+"))
              || (owner.equals(InstantSource.class.getName()) && name.equals("system"))
              || (owner.equals("java.util.Date")
                  && name.equals("<init>")
                  && parameters(access).isEmpty());
        });
  }

  private static List<String> parameters(JavaAccess<?> access) {
    return access.getTarget() instanceof CodeUnitAccessTarget target
        ? target.getRawParameterTypes().stream().map(JavaClass::getName).toList()
        : List.of();
  }
}
