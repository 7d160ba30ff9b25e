package dev.tendhost.core.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.BootIdentity;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What proves that a host has booted, by the cases of which users have told. */
class BootsTest {
  private static final Instant AT = Instant.parse("2026-11-23T10:00:00Z");

  /** Boot id, uptime in seconds and start of process 1: before, 100 s later, and what it is. */
  @ParameterizedTest(name = "{6}")
  @CsvSource({
    "a, 5000, 2,  b, 20, 2,  a machine that booted,                               OTHER",
    "a, 5000, 2,  b, 20, 3,  a machine that booted and gave process 1 other ticks, OTHER",
    "a, 5000, 2,  a, 5100, 2,  a machine that did not,                            SAME",
    "a, 5000, 2,  a, 20, 2,  a board that gives the same boot id after every boot, OTHER",
    "a, 5000, 77, a, 5100, 99, a container with the machine's boot id and uptime, OTHER",
    "a, 5000, 77, b, 5100, 99, a container with the machine's uptime alone,       OTHER",
    "a, 5000, 2,  b, 5100, 2,  another machine that answers at the address,       SAME",
    "a, 5000, ,   b, 5100, ,   another machine that tells less,                   SAME",
    "a, 5000, 2,  , 20, 2,   a boot id that is none and an uptime that fell,      OTHER",
    "a, 5000, 2,  , 5100, 2,   a boot id that is none and nothing else,           SAME",
    "a, , ,       b, , ,     nothing but boot ids that differ,                    OTHER",
    "a, , ,       a, , ,     nothing but boot ids that are the same,              SAME",
    ", , 5,       , , 6,     nothing but process 1,                               OTHER",
    "a, , ,       , , ,      nothing to compare,                                  UNKNOWN",
    ", , ,        , , ,      nothing at all,                                      UNKNOWN",
    "a, , 2,      , 20, ,    different things each time,                          UNKNOWN",
    "a, 50, 2,    b, 60, 2,  a boot that was up longer than the last was,         OTHER",
    "a, 5000, 2,  a, 5010, 2,  a machine that was paused for most of the time,    SAME",
    "a, 5000, 2,  a, 4999.5, 2, an uptime that fell by less than a second,        SAME",
  })
  void oneBootOrAnother(
      @Nullable String idBefore,
      @Nullable Double upBefore,
      @Nullable Long initBefore,
      @Nullable String idAfter,
      @Nullable Double upAfter,
      @Nullable Long initAfter,
      String which,
      Boots.Answer answer) {
    Boots boots =
        Boots.compare(
            boot(idBefore, upBefore, initBefore, AT),
            boot(idAfter, upAfter, initAfter, AT.plusSeconds(100)));
    assertThat(boots.answer()).as(which).isEqualTo(answer);
    assertThat(boots.evidence().isEmpty()).isEqualTo(answer != Boots.Answer.OTHER);
  }

  private static BootIdentity boot(
      @Nullable String id, @Nullable Double up, @Nullable Long init, Instant at) {
    String full = id == null ? null : id + "4b5e0ea-1bb7-4d1b-a5a3-0d6a53c3c9c6";
    Duration uptime = up == null ? null : Duration.ofMillis((long) (up * 1000));
    return new BootIdentity(full, uptime, init, at);
  }
}
