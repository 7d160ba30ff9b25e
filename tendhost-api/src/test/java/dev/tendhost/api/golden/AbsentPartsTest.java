package dev.tendhost.api.golden;

import static dev.tendhost.api.golden.Goldens.PLAIN;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tendhost.api.request.FleetFilter;
import dev.tendhost.api.request.FleetUpdateRequest;
import dev.tendhost.api.request.ListHostsRequest;
import dev.tendhost.api.request.UpdateRequest;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.RebootVerdict;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A writer that leaves out what is empty, false or null says the same. */
class AbsentPartsTest {

  static Stream<Sample> samples() {
    return Goldens.all().filter(sample -> !sample.path().contains("/UnknownEvent"));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void emptyAndFalseMayBeLeftOut(Sample sample) throws IOException {
    JsonNode tree = PLAIN.readTree(Goldens.require(sample));
    prune(tree);
    Object read = PLAIN.readValue(tree.toString(), sample.type());
    assertThat(read).isEqualTo(sample.value());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void nullSaysAbsent(Sample sample) throws IOException {
    JsonNode tree = PLAIN.readTree(Goldens.require(sample));
    String text = tree.toString().replace(":[]", ":null").replace(":{}", ":null");
    Object read = PLAIN.readValue(text, sample.type());
    assertThat(read).isEqualTo(sample.value());
  }

  @Test
  void anEmptyRequestIsTheDefault() throws IOException {
    assertThat(PLAIN.readValue("{}", UpgradeOptions.class)).isEqualTo(UpgradeOptions.defaults());
    assertThat(PLAIN.readValue("{}", UpdateRequest.class)).isEqualTo(UpdateRequest.apply());
    assertThat(PLAIN.readValue("{}", FleetFilter.class)).isEqualTo(FleetFilter.all());
    assertThat(PLAIN.readValue("{}", ListHostsRequest.class)).isEqualTo(ListHostsRequest.first());
    assertThat(PLAIN.readValue("{}", FleetUpdateRequest.class))
        .isEqualTo(new FleetUpdateRequest(FleetFilter.all(), UpgradeOptions.defaults(), false));
  }

  @Test
  void missingListsReadAsEmpty() throws IOException {
    RebootVerdict read = PLAIN.readValue("{\"verdict\":\"unknown\"}", RebootVerdict.class);
    assertThat(read.reasons()).isEqualTo(List.of());
  }

  private static void prune(JsonNode node) {
    for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
      JsonNode child = children.next();
      prune(child);
      boolean empty = child.isContainerNode() && child.isEmpty() && !node.isArray();
      if (empty || (child.isBoolean() && !child.booleanValue() && !node.has("refresh"))) {
        children.remove();
      }
    }
  }
}
