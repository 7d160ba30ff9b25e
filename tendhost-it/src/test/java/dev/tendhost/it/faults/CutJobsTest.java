package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Some twenty cuts in every build; the campaign makes two hundred. */
@Timeout(600)
class CutJobsTest {
  @Test
  void aJobRunsOnceAndItsVerdictIsRightWhereverConnectionsAreCut(@TempDir Path directory)
      throws Exception {
    try (SshHost host = new SshHost()) {
      Map<String, Integer> counts = new CutJobs(host, directory, 20261123).run(20);
      assertThat(counts.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(7);
    }
  }
}
