package dev.tendhost.it.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Stream;

/** What a user sees is Java, Vert.x in five places, and ours. */
final class SignatureRules {
  private static final Set<String> VERTX =
      Set.of(
          "io.vertx.core.Future",
          "io.vertx.core.Vertx",
          "io.vertx.core.Handler",
          "io.vertx.core.Context",
          "io.vertx.core.streams.ReadStream",
          "io.vertx.core.http.ServerWebSocket");

  private SignatureRules() {}

  static ArchRule noForeignTypeIsExported(House house) {
    return classes()
        .should(haveNoForeignTypeInTheirSignatures(house))
        .because("a library of ours can be replaced only where nobody sees it");
  }

  private static ArchCondition<JavaClass> haveNoForeignTypeInTheirSignatures(House house) {
    return new ArchCondition<>("have no foreign type in an exported signature") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        if (!isExported(house, type)) {
          return;
        }
        ofTheClass(type).forEach(part -> judge(house, type.getFullName(), part, type, events));
        type.getMembers().stream()
            .filter(SignatureRules::isVisible)
            .forEach(
                member ->
                    ofTheMember(member)
                        .forEach(part -> judge(house, member.getFullName(), part, type, events)));
      }
    };
  }

  private static void judge(
      House house, String where, JavaType part, JavaClass type, ConditionEvents events) {
    for (JavaClass raw : part.getAllInvolvedRawTypes()) {
      JavaClass seen = raw.getBaseComponentType();
      if (!isAllowed(house, seen)) {
        events.add(SimpleConditionEvent.violated(type, where + " shows " + seen.getName()));
      }
    }
  }

  private static boolean isAllowed(House house, JavaClass seen) {
    return seen.isPrimitive()
        || seen.getPackageName().equals("java")
        || seen.getPackageName().startsWith("java.")
        || VERTX.contains(seen.getName())
        || isExported(house, seen);
  }

  private static boolean isExported(House house, JavaClass type) {
    boolean visible =
        type.getModifiers().contains(JavaModifier.PUBLIC)
            || type.getModifiers().contains(JavaModifier.PROTECTED);
    return visible
        && house.exported().contains(type.getPackageName())
        && type.getEnclosingClass().map(outer -> isExported(house, outer)).orElse(true);
  }

  private static boolean isVisible(JavaMember member) {
    return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
        && (member.getModifiers().contains(JavaModifier.PUBLIC)
            || member.getModifiers().contains(JavaModifier.PROTECTED));
  }

  private static Stream<JavaType> ofTheClass(JavaClass type) {
    return Stream.of(
            type.getSuperclass().stream(),
            type.getInterfaces().stream(),
            type.getTypeParameters().stream())
        .flatMap(parts -> parts);
  }

  private static Stream<JavaType> ofTheMember(JavaMember member) {
    if (member instanceof JavaCodeUnit unit) {
      return Stream.of(
              Stream.of(unit.getReturnType()),
              unit.getParameterTypes().stream(),
              unit.getTypeParameters().stream(),
              unit.getExceptionTypes().stream())
          .flatMap(parts -> parts);
    }
    return Stream.of(((JavaField) member).getType());
  }
}
