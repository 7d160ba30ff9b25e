package dev.tendhost.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.BootIdentity;
import dev.tendhost.api.response.Vitals;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpTest {
  @ParameterizedTest(name = "{0}, failed {2} after {1}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "running      |   |     | UP      | ''",
        "degraded     | a | a   | UP      | 'a failed, as it had before'",
        "degraded     | a | a,b | UNWELL  | 'b failed, and had not before'",
        "degraded     |   | b,c | UNWELL  | 'b failed, and had not before; c failed, and had not before'",
        "degraded     | a |     | UP      | ''",
        "running      | a |     | UP      | ''",
        "             | a | a   | UP      | 'a failed, as it had before'",
        "             |   |     | UP      | ''",
        "offline      |   |     | UP      | 'systemd says offline'",
        "unknown      |   |     | UP      | 'systemd says unknown'",
        "starting     |   |     | NOT_YET | 'systemd says starting'",
        "starting     |   | a   | NOT_YET | 'systemd says starting'",
        "initializing |   |     | NOT_YET | 'systemd says initializing'",
        "stopping     |   |     | NOT_YET | 'systemd says stopping'",
        "maintenance  |   |     | UNWELL  | 'systemd says maintenance: only a rescue shell runs'",
        "someday      |   |     | NOT_YET | 'systemd says someday'",
      })
  void byItsWordAndByWhatHadFailedBefore(
      @Nullable String word,
      @Nullable String before,
      @Nullable String now,
      Up.Stage stage,
      String findings) {
    Up up = Up.of(vitals("running", before), vitals(word, now));
    assertThat(up.stage()).isEqualTo(stage);
    assertThat(String.join("; ", up.findings())).isEqualTo(findings);
  }

  private static Vitals vitals(@Nullable String word, @Nullable String failed) {
    BootIdentity boot = new BootIdentity(null, null, null, Instant.EPOCH);
    return new Vitals(boot, word, failed == null ? List.of() : List.of(failed.split(",")));
  }
}
