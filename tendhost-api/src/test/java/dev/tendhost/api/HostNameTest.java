package dev.tendhost.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static Stream<String> valid() {
    return Stream.of(
        "a",
        "7",
        "ab",
        "web-1",
        "Web-1.Example.COM",
        "10.0.0.7",
        "a_b",
        "a..b",
        "a-.-b",
        "a".repeat(253),
        "a" + "-".repeat(251) + "b");
  }

  static Stream<String> invalid() {
    return Stream.of(
        "",
        " ",
        ".",
        "..",
        "-",
        "_",
        "a-",
        "a.",
        "a_",
        "-a",
        ".a",
        "_a",
        "a b",
        " a",
        "a ",
        "a/b",
        "../a",
        "a\\b",
        "a\n",
        "\na",
        "a\nb",
        "a\r",
        "a\r\n",
        "a\u0085",
        "a\u2028",
        "a\t",
        "a\0",
        "a:22",
        "a@b",
        "a*",
        "[::1]",
        "a".repeat(254),
        "a".repeat(300),
        "\u00fcber", // a letter, not an ASCII one
        "web-\u0661", // a digit, not an ASCII one
        "\u0131", // dotless i
        "\u212aelvin", // the Kelvin sign, k in lower case
        "a\u0301b",
        "a\ud83d\ude00b",
        "a\ud83db");
  }

  @ParameterizedTest
  @MethodSource("valid")
  void acceptsAndKeepsItAsWritten(String text) {
    assertThat(HostName.of(text).value()).isEqualTo(text);
    assertThat(HostName.of(text)).hasToString(text);
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refuses(String text) {
    assertThatThrownBy(() -> HostName.of(text))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageStartingWith("invalid host name \"")
        .hasMessageContaining("use 1 to 253 letters");
  }

  @ParameterizedTest
  @MethodSource("invalid")
  void refusesFromJson(String text) throws Exception {
    String json = MAPPER.writeValueAsString(text);
    assertThatThrownBy(() -> MAPPER.readValue(json, HostName.class))
        .isInstanceOf(ValueInstantiationException.class)
        .hasCauseInstanceOf(InvalidNameException.class);
  }

  @Test
  void isComparedWithoutCase() {
    HostName lower = HostName.of("web-i.example");
    HostName upper = HostName.of("WEB-I.Example");
    assertThat(upper).isEqualTo(lower).hasSameHashCodeAs(lower).isEqualByComparingTo(lower);
    assertThat(upper.key()).isEqualTo("web-i.example").isEqualTo(lower.key());
    assertThat(upper).hasToString("WEB-I.Example");
    assertThat(lower).isNotEqualTo(HostName.of("web-j.example")).isNotEqualTo("web-i.example");
  }

  @Test
  void isOrderedWithoutCase() {
    List<HostName> names = Stream.of("web-2", "Web-10", "db", "WEB-1").map(HostName::of).toList();
    assertThat(new TreeSet<>(names))
        .map(HostName::value)
        .containsExactly("db", "WEB-1", "Web-10", "web-2");
  }

  /** In Turkish the lower case of I has no dot; a host must not change its file name for that. */
  @ParameterizedTest
  @ValueSource(strings = {"tr-TR", "az", "lt", "en"})
  void doesNotDependOnTheLocale(String tag) {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag(tag));
    try {
      HostName name = HostName.of("MINI");
      assertThat(name.key()).isEqualTo("mini");
      assertThat(name).isEqualTo(HostName.of("mini")).hasSameHashCodeAs(HostName.of("mini"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void isAValueAndAMapKeyInJson() throws Exception {
    Map<HostName, HostName> map = Map.of(HostName.of("Web-1"), HostName.of("db"));
    String json = MAPPER.writeValueAsString(map);
    assertThat(json).isEqualTo("{\"Web-1\":\"db\"}");
    Map<HostName, HostName> read = MAPPER.readValue(json, new TypeReference<>() {});
    assertThat(read).isEqualTo(map);
    assertThat(read.keySet()).extracting(HostName::value).containsExactly("Web-1");
  }

  @Test
  void refusesAnInvalidMapKeyInJson() {
    assertThatThrownBy(
            () -> MAPPER.readValue("{\"a/b\":1}", new TypeReference<Map<HostName, Integer>>() {}))
        .isInstanceOf(InvalidFormatException.class)
        .hasMessageContaining("invalid host name \"a/b\"");
  }
}
