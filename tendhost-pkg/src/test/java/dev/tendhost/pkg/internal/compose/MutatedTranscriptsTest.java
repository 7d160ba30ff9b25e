package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a broken link or disk may make of an output is an error, or a change of one thing only. */
class MutatedTranscriptsTest {
  private static final List<String> ASKED =
      RecordedCompose.text("tags.txt").lines().filter(line -> line.startsWith("name ")).toList();

  /** Each parser with its recording, and the things it makes of it. */
  private record Parser(String recording, Function<String, Collection<?>> things) {}

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new TreeMap<>();
    List<String> names = ASKED.stream().map(line -> line.substring(5)).toList();
    put(parsers, "snapshot.txt", MutatedTranscriptsTest::ofSnapshot);
    put(parsers, "tags.txt", text -> LocalTags.parse(names, text).entrySet());
    put(parsers, "model-odd.txt", text -> StackModel.parse(text).services().entrySet());
    put(parsers, "http-web.txt", text -> List.of(RegistryAnswer.ofHttp(text)));
    put(parsers, "probe.txt", text -> ComposeTool.parse(text).stream().toList());
    put(parsers, "plan.txt", text -> Json.records(text).stream().map(Update::of).toList());
    String list = RecordedCompose.text("ls.txt").replaceAll("tendhost-probe-\\w+\n", "");
    parsers.put("ls.txt", new Parser(list, text -> Stack.listed(text).entrySet()));
    return parsers;
  }

  private static void put(
      Map<String, Parser> parsers, String recording, Function<String, Collection<?>> things) {
    parsers.put(recording, new Parser(RecordedCompose.text(recording), things));
  }

  private static Collection<?> ofSnapshot(String text) {
    Snapshot snapshot = Snapshot.parse(text);
    List<Object> things = new ArrayList<>(snapshot.containers());
    things.addAll(snapshot.images().entrySet());
    return things;
  }

  @Test
  void aMutationIsAnErrorOrLosesNothing() {
    mutateAll(20_000);
  }

  @Test
  @Tag("campaign")
  void aMillionMutations() {
    mutateAll(1_000_000);
  }

  private static void mutateAll(int mutations) {
    Random random = new Random(20261123);
    parsers()
        .forEach(
            (name, parser) -> {
              int refused = 0;
              for (int i = 0; i < mutations / parsers().size() + 1; i++) {
                refused += mutate(name, parser, random, i % 2 == 0);
              }
              assertThat(refused).as(name).isPositive();
            });
  }

  /** One character changes one thing and loses none; a block may merge two, and leaves some. */
  private static int mutate(String name, Parser parser, Random random, boolean character) {
    String text = parser.recording();
    String mutated =
        character ? Mutation.ofCharacter(text, random) : Mutation.ofBlock(text, random);
    try {
      Collection<?> left = parser.things().apply(mutated);
      assertThat(left).as(() -> name + ": " + mutated).isNotEmpty();
      if (character) {
        Collection<?> whole = parser.things().apply(text);
        List<Object> changed = new ArrayList<>(left);
        changed.removeAll(whole);
        assertThat(changed).as(() -> name + ": " + mutated).hasSizeLessThan(2);
        assertThat(left).as(() -> name + ": " + mutated).hasSameSizeAs(whole);
      }
      return 0;
    } catch (Garbled expected) {
      return 1;
    } catch (RuntimeException other) {
      return fail(name + ": " + mutated, other);
    }
  }

  @Test
  void aCutIsAlwaysAnError() {
    parsers()
        .forEach(
            (name, parser) -> {
              String text = parser.recording().stripTrailing();
              for (int end = 0; end < text.length(); end++) {
                try {
                  Collection<?> things = parser.things().apply(text.substring(0, end));
                  fail(name + " cut at " + end + " was taken for " + things);
                } catch (Garbled expected) {
                  // As it has to be.
                }
              }
            });
  }

  /** What may happen to bytes on their way. */
  private static final class Mutation {
    private static final String ALPHABET = "\0\n\r\t {}[]\",:=0aZ\u001b\ufffd'$(";

    private Mutation() {}

    static String ofCharacter(String text, Random random) {
      StringBuilder mutated = new StringBuilder(text);
      int at = random.nextInt(text.length());
      char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
      switch (random.nextInt(3)) {
        case 0 -> mutated.setCharAt(at, other);
        case 1 -> mutated.insert(at, other);
        default -> mutated.deleteCharAt(at);
      }
      return mutated.toString();
    }

    static String ofBlock(String text, Random random) {
      StringBuilder mutated = new StringBuilder(text);
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(300));
      return (random.nextBoolean() ? mutated.delete(at, end) : mutated.insert(at, text, at, end))
          .toString();
    }
  }
}
