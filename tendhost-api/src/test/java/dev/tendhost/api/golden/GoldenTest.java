package dev.tendhost.api.golden;

import static dev.tendhost.api.golden.Goldens.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.api.event.FleetEvent;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every wire type, byte for byte, in both directions. */
class GoldenTest {
  /** Parts that are maps and not types: every property is known. */
  private static final Set<String> MAPS = Set.of("details", "expectedPlans");

  static Stream<Sample> samples() {
    return Goldens.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isWrittenAsTheGoldenFile(Sample sample) throws IOException {
    assertThat(PLAIN.writeValueAsString(sample.value())).isEqualTo(Goldens.require(sample));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void isReadFromTheGoldenFileAndWrittenBackByteForByte(Sample sample) throws IOException {
    String golden = Goldens.require(sample);
    Object read = PLAIN.readValue(golden, sample.type());
    assertThat(read).isEqualTo(sample.value());
    assertThat(PLAIN.writeValueAsString(read)).isEqualTo(golden);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void toleratesAnUnknownPropertyOnEveryLevel(Sample sample) throws IOException {
    if (sample.value() instanceof FleetEvent.UnknownEvent) {
      return; // keeps them: UnknownEventTest
    }
    JsonNode tree = PLAIN.readTree(Goldens.require(sample));
    injectInto(tree);
    Object read = PLAIN.readValue(tree.toString(), sample.type());
    assertThat(read).isEqualTo(sample.value());
  }

  private static void injectInto(JsonNode node) {
    List<JsonNode> children = Stream.generate(node.elements()::next).limit(node.size()).toList();
    node.properties().stream()
        .filter(entry -> !MAPS.contains(entry.getKey()))
        .forEach(entry -> injectInto(entry.getValue()));
    if (node.isArray()) {
      children.forEach(GoldenTest::injectInto);
    }
    if (node instanceof ObjectNode object) {
      object.putObject("someday").putArray("later").add(1);
    }
  }
}
