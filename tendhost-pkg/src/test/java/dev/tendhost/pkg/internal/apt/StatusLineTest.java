package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.pkg.internal.apt.StatusLine.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLineTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "dlstatus:1:100.0000:Retrieving file 1 of 1; DLSTATUS; 1; 100; Retrieving file 1 of 1",
        "pmstatus:hello-tend:40.0000:Installing hello-tend (amd64); PMSTATUS; hello-tend; 40;"
            + " Installing hello-tend (amd64)",
        "pmstatus:dpkg-exec:0.0000:Running dpkg; PMSTATUS; dpkg-exec; 0; Running dpkg",
        "pmerror:/var/cache/apt/archives/a_2%3a1_all.deb:60.0000:failed: no space; PMERROR;"
            + " /var/cache/apt/archives/a_2%3a1_all.deb; 60; failed: no space",
        "pmconffile:/etc/a:b.conf:40.0000:'/etc/a' '/etc/a.dpkg-new' 1 1; PMCONFFILE;"
            + " /etc/a:b.conf; 40; '/etc/a' '/etc/a.dpkg-new' 1 1",
        "pmstatus:a:140.0:x; PMSTATUS; a; 100; x",
      })
  void lines(String line, Kind kind, String subject, double percent, String text) {
    assertThat(StatusLine.parse(line)).contains(new StatusLine(kind, subject, percent, text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "media-change: x", "pmstatus:a", "pmstatus:a:b:c", "pmstatus:a:-1:c"})
  void othersTellNothing(String line) {
    assertThat(StatusLine.parse(line)).isEmpty();
  }

  @Test
  void onlyTheDownloadIsNotDpkgs() {
    assertThat(StatusLine.parse("dlstatus:1:0.0:x").orElseThrow().ofDpkg()).isFalse();
    assertThat(StatusLine.parse("pmstatus:dpkg-exec:0.0:x").orElseThrow().ofDpkg()).isTrue();
  }
}
