package dev.tendhost.core.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.OutputListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rules of a command's output: 5, 6, and 8 as far as it is about listeners. */
abstract class RemoteOutputRules extends RemoteExecutorTests {
  @Test
  void rule5_output_is_bounded_and_the_rest_is_told() {
    String flood = "head -c 3000000 /dev/zero | tr '\\0' x";
    CommandResult result =
        await(executor().run(Command.shell(flood + "; echo small >&2").withOutputLimit(1000)));

    assertThat(result.ok()).isTrue();
    assertThat(result.stdout()).isEqualTo("x".repeat(1000));
    assertThat(result.stdoutTruncated()).isTrue();
    assertThat(result.stderr()).isEqualTo("small\n");
    assertThat(result.stderrTruncated()).isFalse();
  }

  @Test
  void rule5_output_of_exactly_the_limit_is_whole() {
    CommandResult result = await(executor().run(Command.of("printf", "12345").withOutputLimit(5)));

    assertThat(result.stdout()).isEqualTo("12345");
    assertThat(result.stdoutTruncated()).isFalse();
  }

  @Test
  void rule6_bytes_that_are_not_utf8_lose_nothing_around_them() {
    CommandResult result =
        await(
            executor()
                .run(
                    "printf 'a\\377b\\0c\\303\\251'; printf '\\342\\202' >&2; sleep 0.1; printf"
                        + " '\\254' >&2"));

    assertThat(result.stdout()).isEqualTo("a\uFFFDb\0cé");
    assertThat(result.stderr()).isEqualTo("€");
  }

  @Test
  void rule8_a_listener_hears_each_stream_line_by_line_in_order() {
    List<String> out = Collections.synchronizedList(new ArrayList<>());
    List<String> err = Collections.synchronizedList(new ArrayList<>());
    OutputListener listener =
        (source, line) -> (source == OutputListener.Source.STDOUT ? out : err).add(line);
    String script =
        "i=0; while [ $i -lt 2000 ]; do echo o$i; echo e$i >&2; i=$((i+1)); done; printf 'last"
            + " \\377'";

    CommandResult result = await(executor().run(Command.shell(script).withListener(listener)));

    assertThat(result.ok()).isTrue();
    List<String> expected =
        new ArrayList<>(IntStream.range(0, 2000).mapToObj(i -> "o" + i).toList());
    expected.add("last \uFFFD");
    assertThat(out).isEqualTo(expected);
    assertThat(err).isEqualTo(IntStream.range(0, 2000).mapToObj(i -> "e" + i).toList());
  }

  @Test
  void rule8_a_long_line_comes_in_pieces_and_empty_lines_come_too() {
    List<String> lines = Collections.synchronizedList(new ArrayList<>());
    String script = "head -c 150000 /dev/zero | tr '\\0' x; echo; echo; echo end";

    await(executor().run(Command.shell(script).withListener((source, line) -> lines.add(line))));

    assertThat(lines).hasSize(5);
    assertThat(lines.subList(0, 2)).allSatisfy(piece -> assertThat(piece).hasSize(64 << 10));
    assertThat(String.join("", lines.subList(0, 3))).isEqualTo("x".repeat(150_000));
    assertThat(lines.subList(3, 5)).containsExactly("", "end");
  }

  @Test
  void rule8_a_listener_that_throws_ends_nothing() {
    AtomicInteger calls = new AtomicInteger();
    Command command =
        Command.shell("echo a; echo b")
            .withListener(
                (source, line) -> {
                  calls.incrementAndGet();
                  throw new AssertionError("thrown by a test on purpose");
                });

    CommandResult result = await(executor().run(command));

    assertThat(result.stdout()).isEqualTo("a\nb\n");
    assertThat(calls).hasValue(2);
  }
}
