package dev.tendhost.core.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.tck.PackageManagerContract;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A manager without bugs passes, and the contract has a test for each rule of the port. */
class ToyContractTest extends ToyContract {
  private static final Path PORT =
      Path.of("src/main/java/dev/tendhost/core/port/PackageManager.java");
  private static final Pattern RULE = Pattern.compile("rule(\\d+)[A-Z].*");

  @Test
  void everyNumberedRuleHasATestNamedByItsNumber() throws IOException {
    long rules =
        Files.readAllLines(PORT).stream().filter(line -> line.startsWith(" *   <li>")).count();
    Set<Integer> tested = new TreeSet<>();
    for (Class<?> type = PackageManagerContract.class; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        Matcher matcher = RULE.matcher(method.getName());
        if (matcher.matches() && method.isAnnotationPresent(Test.class)) {
          tested.add(Integer.parseInt(matcher.group(1)));
        }
      }
    }
    assertThat(tested)
        .isEqualTo(IntStream.rangeClosed(1, (int) rules).boxed().collect(Collectors.toSet()))
        .hasSizeGreaterThanOrEqualTo(15);
  }
}
