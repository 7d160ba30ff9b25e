package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Twenty cuts in every build; the campaign makes two hundred. */
@Timeout(300)
class CutCommandsTest {
  @Test
  void theTruthIsToldWhereverTheConnectionIsCut(@TempDir Path marks) throws Exception {
    try (SshHost host = new SshHost()) {
      Map<String, Integer> counts = new CutCommands(host, marks, 20261123).run(20);
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(20);
      assertThat(counts).containsKeys("CONNECTION_LOST", "UNREACHABLE");
    }
  }
}
