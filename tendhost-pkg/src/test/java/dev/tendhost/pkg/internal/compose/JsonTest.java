package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          []                        | 0
          [ ]                       | 0
          [{"a":"1"}]               | 1
          [{"a":"1"},{"a":"2"}]     | 2
          {"a":"1"}                 | 1
          {"a":"1"} {"a":"2"}       | 2
          {"a":"1"}{"a":"2"}{}      | 3
          """)
  void everyFormOfSeveralRecordsIsReadAlike(String text, int records) {
    assertThat(Json.records(text)).hasSize(records);
    assertThat(Json.records("\n" + text + "\n")).hasSize(records);
  }

  @Test
  void recordedLinesAsAnArrayAndAloneAreTheSame() {
    String lines = RecordedCompose.text("ps-lines.txt");
    List<ObjectNode> records = Json.records(lines);
    assertThat(records)
        .extracting(each -> Json.text(each, "Service") + " " + Json.text(each, "State"))
        .containsExactly("web restarting", "worker running");
    String array = "[" + lines.strip().replace("\n", ",") + "]";
    assertThat(Json.records(array)).isEqualTo(records);
    assertThat(Json.records(lines.lines().findFirst().orElseThrow()))
        .isEqualTo(records.subList(0, 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n ",
        "null",
        "true",
        "1",
        "\"a\"",
        "[1]",
        "[[]]",
        "[{}] {}",
        "[] []",
        "{} []",
        "{\"a\":1,\"a\":2}",
        "[{\"a\":1}",
        "{\"a\":",
        "{\"a\":1}}",
        "<html></html>",
        "no configuration file provided: not found"
      })
  void garbledIsNeverEmpty(String text) {
    assertThatThrownBy(() -> Json.records(text)).isInstanceOf(Garbled.class);
  }

  @Test
  void aCutArrayIsNoticedAnywhere() {
    String lines = RecordedCompose.text("ps-lines.txt");
    String array = "[" + lines.strip().replace("\n", ",") + "]";
    for (int end = 0; end < array.length(); end++) {
      String cut = array.substring(0, end);
      assertThatThrownBy(() -> Json.records(cut)).as("cut at " + end).isInstanceOf(Garbled.class);
    }
  }

  @Test
  void noPartOfATextThatMayHoldSecretsIsShown() {
    assertThatThrownBy(() -> Json.record("{\"password\": hunter2}"))
        .isInstanceOf(Garbled.class)
        .message()
        .doesNotContain("hunter2", "password");
    assertThatThrownBy(() -> Json.record("{\"a\":".repeat(5_000)))
        .isInstanceOf(Garbled.class)
        .message()
        .hasSizeLessThan(200);
  }

  @Test
  void aValueOfAnotherKindIsGarbled() {
    ObjectNode record = Json.record("{\"n\":null,\"t\":\"\",\"i\":1,\"l\":[\"a\"],\"d\":1.5}");
    assertThat(Json.optional(record, "n")).isNull();
    assertThat(Json.optional(record, "t")).isNull();
    assertThat(Json.optional(record, "none")).isNull();
    assertThat(Json.number(record, "i")).isEqualTo(1);
    assertThat(Json.texts(record, "l")).containsExactly("a");
    assertThat(Json.texts(record, "n")).isEmpty();
    assertThatThrownBy(() -> Json.optional(record, "i")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Json.text(record, "t")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Json.number(record, "d")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Json.number(record, "n")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Json.texts(record, "none")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> Json.texts(record, "i")).isInstanceOf(Garbled.class);
  }
}
