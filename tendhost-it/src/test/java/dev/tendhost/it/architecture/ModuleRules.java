package dev.tendhost.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;

/** Which module may see which: the arrows of the hexagon. */
final class ModuleRules {
  private static final String[] DRIVEN_SEE = {"core.port", "core.error", "core.job", "api"};

  private ModuleRules() {}

  static ArchRule apiSeesNothingOfOurs(House house) {
    return ofOursOnly(house, "api")
        .because("whoever reads events or writes requests must not have to depend on the rest");
  }

  static ArchRule coreSeesOnlyApi(House house) {
    return ofOursOnly(house, "core", "api")
        .because("the domain is inside: adapters know it, it does not know them");
  }

  static ArchRule execSeesOnlyPorts(House house) {
    return ofOursOnly(house, "exec", DRIVEN_SEE)
        .because("an executor is a driven adapter, as anyone could write it");
  }

  static ArchRule pkgSeesOnlyPorts(House house) {
    return ofOursOnly(house, "pkg", DRIVEN_SEE)
        .because("a package manager works over any executor, as anyone could write it");
  }

  static ArchRule packagesAreFreeOfCycles(House house) {
    return slices()
        .assignedFrom(everyPackage(house))
        .should()
        .beFreeOfCycles()
        .because("a package that can be read alone can be understood alone");
  }

  private static ArchRule ofOursOnly(House house, String module, String... allowed) {
    return classes()
        .that()
        .resideInAPackage(house.all(module))
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(house.ours())
                .or(resideInAPackage(house.all(module)))
                .or(resideInAnyPackage(house.all(allowed)))
                .as("are foreign, its own, or of " + String.join(", ", allowed)))
        .allowEmptyShould(true);
  }

  private static SliceAssignment everyPackage(House house) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return house.isOurs(type.getName())
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "every package";
      }
    };
  }
}
