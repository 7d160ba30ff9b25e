package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What a broken link or disk may make of an output is an error, or a change of one thing only. */
class MutatedTranscriptsTest {
  private static final int MUTATIONS = 20_000;
  private static final List<String> ASKED =
      RecordedCompose.text("tags.txt").lines().filter(line -> line.startsWith("name ")).toList();

  /** Each parser with its recording, and how many things it makes of it. */
  private record Parser(String recording, Function<String, Integer> count) {}

  private static Map<String, Parser> parsers() {
    Map<String, Parser> parsers = new TreeMap<>();
    List<String> names = ASKED.stream().map(line -> line.substring(5)).toList();
    parsers.put("snapshot.txt", parser("snapshot.txt", t -> Snapshot.parse(t).containers().size()));
    parsers.put("tags.txt", parser("tags.txt", text -> LocalTags.parse(names, text).size()));
    parsers.put(
        "model-odd.txt", parser("model-odd.txt", t -> StackModel.parse(t).services().size()));
    parsers.put("http-web.txt", parser("http-web.txt", text -> known(RegistryAnswer.ofHttp(text))));
    parsers.put("probe.txt", parser("probe.txt", t -> ComposeTool.parse(t).isPresent() ? 1 : 0));
    parsers.put(
        "plan.txt",
        parser("plan.txt", t -> Json.records(t).stream().map(Update::of).toList().size()));
    String list = RecordedCompose.text("ls.txt").replaceAll("tendhost-probe-\\w+\n", "");
    parsers.put("ls.txt", new Parser(list, text -> Stack.listed(text).size()));
    return parsers;
  }

  private static Parser parser(String recording, Function<String, Integer> count) {
    return new Parser(RecordedCompose.text(recording), count);
  }

  private static int known(RegistryAnswer answer) {
    return answer.digest() == null && answer.reason() == null ? 0 : 1;
  }

  @Test
  void aMutationIsAnErrorOrLosesNothing() {
    Random random = new Random(20261123);
    parsers()
        .forEach(
            (name, parser) -> {
              int refused = 0;
              for (int i = 0; i < MUTATIONS / parsers().size() + 1; i++) {
                refused += mutate(name, parser, random, i % 2 == 0);
              }
              assertThat(refused).as(name).isPositive();
            });
  }

  /** One character leaves as many things as there were; a block may merge two, and leaves some. */
  private static int mutate(String name, Parser parser, Random random, boolean character) {
    int things = parser.count().apply(parser.recording());
    String text = parser.recording();
    String mutated =
        character ? Mutation.ofCharacter(text, random) : Mutation.ofBlock(text, random);
    try {
      int left = parser.count().apply(mutated);
      assertThat(left).as(() -> name + ": " + mutated).isPositive();
      if (character || name.equals("snapshot.txt")) {
        assertThat(left).as(() -> name + ": " + mutated).isEqualTo(things);
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
                  int things = parser.count().apply(text.substring(0, end));
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
