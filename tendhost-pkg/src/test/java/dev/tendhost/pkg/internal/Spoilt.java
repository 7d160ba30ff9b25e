package dev.tendhost.pkg.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Garbled;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A transcript that is spoilt in one place, again and again, and what a parser makes of it: an
 * error, or one thing that is another or is missing. Never another exception, never nothing at all;
 * a cut transcript is an error.
 *
 * @param name what failures call it
 * @param text as a tool wrote it
 * @param parser makes a collection of what the text tells
 */
public record Spoilt(String name, String text, Function<String, ? extends Collection<?>> parser) {
  /** How many of so many texts with one spoilt line were read. */
  public int lines(int count) {
    Set<Object> whole = new HashSet<>(parser.apply(text));
    assertThat(whole).as(name).isNotEmpty();
    int read = 0;
    for (long seed = 0; seed < count; seed++) {
      Optional<Collection<?>> result = parse(new Mutator(seed).line(text));
      if (result.isPresent()) {
        read++;
        String which = name + ", seed " + seed;
        assertThat(result.get()).as(which).isNotEmpty();
        assertThat(lost(whole, result.get())).as(which).hasSizeLessThanOrEqualTo(1);
        // A line with a line's end in it is two.
        assertThat(lost(result.get(), whole)).as(which).hasSizeLessThanOrEqualTo(2);
      }
    }
    return read;
  }

  /** Cuts so many times. */
  public void cuts(int count) {
    for (long seed = 0; seed < count; seed++) {
      assertThat(parse(new Mutator(seed).cut(text))).as(name + ", seed " + seed).isEmpty();
    }
  }

  /** Its share of a million, of which every tenth is cut. */
  public void ofAMillion(int transcripts) {
    int share = 1_000_000 / transcripts + 1;
    lines(share - share / 10);
    cuts(share / 10);
  }

  /** Empty for the one exception that is allowed. */
  private Optional<Collection<?>> parse(String spoilt) {
    try {
      return Optional.of(parser.apply(spoilt));
    } catch (Garbled expected) {
      return Optional.empty();
    }
  }

  private static Set<Object> lost(Collection<?> before, Collection<?> after) {
    Set<Object> lost = new HashSet<>(before);
    lost.removeAll(after);
    return lost;
  }

  @Override
  public String toString() {
    return name;
  }
}
