package dev.tendhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OperationIdTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> valid() {
    return Stream.of("a", "7", "op-1", "a.b_c-", "x".repeat(64));
  }

  static Stream<String> invalid() {
    return Stream.of(
        "", "-a", ".a", "_a", "a b", "a/b", "a\n", "\n", "a\0", "\u00e9", "\u0661", "x".repeat(65));
  }

  @ParameterizedTest
  @MethodSource("valid")
  void accepts(String text) {
    assertThat(new OperationId(text)).hasToString(text);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(String text) {
    assertThatThrownBy(() -> new OperationId(text))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageStartingWith("invalid operation id \"");
  }

  @Test
  void aRandomOneIsValidAndNotTheSameTwice() {
    assertThat(OperationId.random()).isNotEqualTo(OperationId.random());
    assertThat(new OperationId(OperationId.random().value())).isNotNull();
  }

  @Test
  void theRebootAfterAnUpdateHasAnIdOfItsOwn() {
    OperationId longest = new OperationId("x".repeat(64));
    assertThat(longest.rebootAfter())
        .isEqualTo(new OperationId("x".repeat(64)).rebootAfter())
        .isNotEqualTo(longest)
        .isNotEqualTo(new OperationId("x".repeat(63)).rebootAfter());
  }

  @Test
  void isComparedWithCase() {
    assertThat(new OperationId("A")).isNotEqualTo(new OperationId("a"));
  }

  @Test
  void isAValueAndAMapKeyInJson() throws Exception {
    Map<OperationId, OperationId> map = Map.of(new OperationId("A"), new OperationId("b"));
    String json = MAPPER.writeValueAsString(map);
    assertThat(json).isEqualTo("{\"A\":\"b\"}");
    assertThat(MAPPER.readValue(json, new TypeReference<Map<OperationId, OperationId>>() {}))
        .isEqualTo(map);
  }
}
