package dev.tendhost.api.golden;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.type.TypeFactory;

/**
 * One object and the golden file it is written to.
 *
 * @param folder the kind of the type: event, request, response or value
 * @param variant tells several files of one type apart; empty for the first
 * @param value the object
 * @param type what a reader asks for
 */
record Sample(String folder, String variant, Object value, JavaType type) {

  static Sample of(String folder, String variant, Object value) {
    return new Sample(
        folder, variant, value, TypeFactory.defaultInstance().constructType(value.getClass()));
  }

  Sample readAs(JavaType other) {
    return new Sample(folder, variant, value, other);
  }

  /** The type's name without its package; an event goes by its own name alone. */
  static String nameOf(Class<?> type) {
    String name = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    return name.replaceFirst("^FleetEvent\\.", "");
  }

  String path() {
    Class<?> named =
        value.getClass().isArray() ? value.getClass().componentType() : value.getClass();
    String suffix = variant.isEmpty() ? "" : "." + variant;
    return "/golden/" + folder + "/" + nameOf(named) + suffix + ".json";
  }

  @Override
  public String toString() {
    return path();
  }
}
