package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AptSpaceTest {
  private static final String ONE_DISK = "free ARCHIVES 1000 /\nfree USR 1000 /\n";
  private static final String THREE_DISKS =
      "free ARCHIVES 1000 /var\nfree USR 500 /usr disk\nfree BOOT 100 /boot\nkernel 80\n";

  @ParameterizedTest
  @CsvSource({
    "Need to get 168 MB/218 MB of archives., 168000000",
    "Need to get 0 B/864 B of archives., 0",
    "Need to get 864 B of archives., 864",
    "'Need to get 3,233 kB of archives.', 3233000",
    "Need to get 1.5 GB of archives., 1500000000",
  })
  void fetched(String line, long bytes) {
    assertThat(space(line, takes("0 B"), ONE_DISK).fetched()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "'After this operation, 3233 kB of additional disk space will be used.', 3233000",
    "'After this operation, 0 B of additional disk space will be used.', 0",
    "'After this operation, 12.5 MB disk space will be freed.', -12500000",
  })
  void added(String line, long bytes) {
    assertThat(space("", line, ONE_DISK).added()).isEqualTo(bytes);
  }

  @Test
  void whatIsOnOneFileSystemAddsUp() {
    assertThat(space("Need to get 600 kB of archives.", takes("400 kB"), ONE_DISK).missing(false))
        .isEmpty();
    assertThat(space("Need to get 1000 kB of archives.", takes("900 kB"), ONE_DISK).missing(false))
        .containsExactly("/ needs 2 MB and has 1 MB");
  }

  @Test
  void eachFileSystemIsLookedAt() {
    assertThat(space("Need to get 2 MB of archives.", takes("3 MB"), THREE_DISKS).missing(false))
        .containsExactly("/usr disk needs 3 MB and has 0 MB", "/var needs 2 MB and has 1 MB");
  }

  @Test
  void aNewKernelTakesWhatTheRunningOneDoes() {
    assertThat(space("", takes("0 B"), THREE_DISKS).missing(true)).isEmpty();
    String full = THREE_DISKS.replace("BOOT 100", "BOOT 79");
    assertThat(space("", takes("0 B"), full).missing(true))
        .containsExactly("/boot needs 1 MB and has 0 MB");
    assertThat(space("", takes("0 B"), full).missing(false)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "apt E: something\n" + ONE_DISK,
        "apt After this operation, 0 B of additional disk space will be used.\nfree USR 1 /\n",
        "apt After this operation, 0 B of additional disk space will be used.\nfree X 1 /\n",
        "apt After this operation, 1.2.3 B of additional disk space will be used.\n" + ONE_DISK,
      })
  void whatTellsNothingIsGarbled(String lines) {
    assertThatThrownBy(() -> AptSpace.parse(framed(lines))).isInstanceOf(Garbled.class);
  }

  private static String takes(String size) {
    return "After this operation, " + size + " of additional disk space will be used.";
  }

  private static AptSpace space(String gets, String takes, String rest) {
    return AptSpace.parse(framed("apt " + gets + "\napt " + takes + "\n" + rest));
  }

  private static String framed(String lines) {
    return "tendhost-probe-begin\n" + lines + "tendhost-probe-end\n";
  }
}
