package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class MetadataProbeTest {
  private static final long NOW = 1_000_000;

  @Test
  void theOldestSourceCounts() {
    assertThat(probe(0, "source 999000 999000 a_", "source 990000 990000 b_").age(null))
        .isEqualTo(Duration.ofSeconds(10_000));
  }

  @Test
  void aConfirmedFileIsAsYoungAsItsChangeTime() {
    assertThat(probe(100, "source 5000 999990 a_").age(null)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void inACopiedTreeTheChangeTimeProvesNothing() {
    assertThat(probe(999_000, "source 5000 999990 a_").age(null))
        .isEqualTo(Duration.ofSeconds(NOW - 5000));
    assertThat(probe(0, "source 5000 999990 a_").age(null))
        .isEqualTo(Duration.ofSeconds(NOW - 5000));
  }

  @Test
  void anOwnRefreshCounts() {
    assertThat(probe(0, "source 5000 5000 a_").age(999_940L)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aSourceNeverFetchedMakesTheAgeUnknownAndIsAProblem() {
    MetadataProbe probe = probe(100, "source 5000 999990 a_", "source missing h_dists_sec_");
    assertThat(probe.age(999_999L)).isNull();
    assertThat(probe.problems())
        .containsExactly("the source h_dists_sec was never fetched; refresh the metadata");
  }

  @Test
  void noSourcesOrAClockThatWentBackIsUnknown() {
    assertThat(probe(100).age(null)).isNull();
    assertThat(probe(100, "source 1000001 1000001 a_").age(null)).isNull();
  }

  @Test
  void garbled() {
    for (String lines : new String[] {"", "now x\n", "now 5\nnow 6\n"}) {
      assertThatThrownBy(() -> parse(lines)).isInstanceOf(Garbled.class);
    }
    assertThatThrownBy(() -> probe(0, "source 12 x a_")).isInstanceOf(Garbled.class);
    assertThatThrownBy(() -> probe(0, "source 12")).isInstanceOf(Garbled.class);
  }

  private static MetadataProbe probe(long birth, String... sources) {
    String lines = sources.length == 0 ? "" : String.join("\n", sources) + "\n";
    return parse("now " + NOW + "\nbirth " + birth + "\n" + lines);
  }

  private static MetadataProbe parse(String lines) {
    return MetadataProbe.parse("tendhost-probe-begin\n" + lines + "tendhost-probe-end\n");
  }
}
