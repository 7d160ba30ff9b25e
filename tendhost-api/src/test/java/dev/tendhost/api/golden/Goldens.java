package dev.tendhost.api.golden;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The golden files and the plain mapper that has to read and write them. */
final class Goldens {
  /** Nothing configured on purpose: the shape of the JSON is the annotations' business. */
  static final ObjectMapper PLAIN = new ObjectMapper().registerModule(new JavaTimeModule());

  private Goldens() {}

  /** Every sample there is. */
  static Stream<Sample> all() {
    return Stream.of(
            EventSamples.all(), RequestSamples.all(), ResponseSamples.all(), ValueSamples.all())
        .flatMap(samples -> samples);
  }

  /** The file's text, or empty if there is no such file. */
  static Optional<String> text(Sample sample) {
    try (InputStream in = Goldens.class.getResourceAsStream(sample.path())) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file's text that has to be there. */
  static String require(Sample sample) throws IOException {
    String written = PLAIN.writeValueAsString(sample.value());
    return text(sample)
        .orElseThrow(
            () ->
                new AssertionError("no file " + sample.path() + "; the mapper writes " + written));
  }
}
