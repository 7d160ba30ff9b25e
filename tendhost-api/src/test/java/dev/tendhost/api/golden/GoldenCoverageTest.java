package dev.tendhost.api.golden;

import static dev.tendhost.api.golden.Goldens.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.WireType;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No exported record or enum is without its golden files, and no golden file without its type. */
class GoldenCoverageTest {

  static List<Class<?>> recordsAndEnums() {
    return ExportedTypes.all().stream().filter(type -> type.isRecord() || type.isEnum()).toList();
  }

  static List<Class<?>> records() {
    return recordsAndEnums().stream().filter(Class::isRecord).toList();
  }

  @Test
  void theWalkFindsTheTypes() {
    assertThat(records()).hasSizeGreaterThanOrEqualTo(49);
    assertThat(recordsAndEnums()).hasSizeGreaterThanOrEqualTo(59);
  }

  @ParameterizedTest
  @MethodSource("recordsAndEnums")
  void everyTypeHasAGoldenFile(Class<?> type) {
    assertThat(samplesOf(type)).as("samples of %s", type.getName()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyPartIsShownAndEveryOptionalPartIsLeftOut(Class<?> type) throws IOException {
    List<JsonNode> files = new ArrayList<>();
    for (Sample sample : samplesOf(type)) {
      files.add(PLAIN.readTree(Goldens.require(sample)));
    }
    if (files.stream().noneMatch(JsonNode::isObject)) {
      return; // a single text, such as a name
    }
    for (RecordComponent part : type.getRecordComponents()) {
      String property = propertyOf(part);
      if (property.equals("properties")) {
        continue; // spread out over the object
      }
      assertThat(files).as("%s shown", part).anyMatch(file -> file.hasNonNull(property));
      if (part.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        assertThat(files).as("%s left out", part).anyMatch(file -> !file.has(property));
      }
      if (Iterable.class.isAssignableFrom(part.getType())) {
        assertThat(files).as("%s filled", part).anyMatch(file -> file.get(property).size() > 0);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void everyRecordOfSeveralPartsIsAWireType(Class<?> type) {
    boolean text = type.getRecordComponents().length == 1 && isText(type);
    Stream<Class<?>> self = Stream.concat(Stream.of(type), Stream.of(type.getInterfaces()));
    assertThat(text || self.anyMatch(c -> c.isAnnotationPresent(WireType.class)))
        .as("%s is marked @WireType", type.getName())
        .isTrue();
  }

  @Test
  void everyGoldenFileHasItsType() throws Exception {
    Set<String> expected =
        Goldens.all().map(Sample::path).collect(Collectors.toCollection(TreeSet::new));
    Path root = Path.of(GoldenCoverageTest.class.getResource("/golden").toURI());
    try (Stream<Path> files = Files.walk(root)) {
      Set<String> found =
          files
              .filter(Files::isRegularFile)
              .map(file -> "/golden/" + root.relativize(file).toString().replace('\\', '/'))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(found).isEqualTo(expected);
    }
  }

  private static List<Sample> samplesOf(Class<?> type) {
    return Goldens.all()
        .filter(s -> s.value().getClass() == type || s.value().getClass() == type.arrayType())
        .toList();
  }

  private static boolean isText(Class<?> type) {
    return type.getRecordComponents()[0].getType() == String.class;
  }

  private static String propertyOf(RecordComponent part) {
    JsonProperty renamed = part.getAccessor().getAnnotation(JsonProperty.class);
    return renamed == null || renamed.value().isEmpty() ? part.getName() : renamed.value();
  }
}
