package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyParserTest {
  private static final String POLICY =
      """
      mid:
        Installed: 1.0
        Candidate: 3.0
        Version table:
           3.0 500
              500 file:/repo tend/main amd64 Packages
           2.0 500
              500 file:/repo tend-security/main amd64 Packages
       *** 1.0 100
              100 /var/lib/dpkg/status
      past:i386:
        Installed: 2.0
        Candidate: 3.0
        Version table:
           4.0 -1
               -1 file:/repo exp-security/main i386 Packages
           3.0 500
              500 file:/repo tend/main i386 Packages
       *** 2.0 500
              500 file:/repo tend-security/main i386 Packages
              100 /var/lib/dpkg/status
           1.0 500
              500 file:/repo tend-security/main i386 Packages
      """;

  @Test
  void onlyVersionsAboveTheInstalledUpToTheCandidateCount() {
    assertThat(PolicyParser.security(List.of("mid", "past:i386"), POLICY)).containsExactly("mid");
  }

  @Test
  void aPackageWithoutATableIsGarbled() {
    assertThatThrownBy(() -> PolicyParser.security(List.of("mid", "other"), POLICY))
        .isInstanceOf(Garbled.class)
        .hasMessageContaining("other");
    assertThatThrownBy(() -> PolicyParser.security(List.of("mid"), POLICY.substring(0, 150)))
        .isInstanceOf(Garbled.class);
  }

  @Test
  void originsThatCarryFixes() {
    assertThat(SecurityOrigin.ofOrigins("Debian:12.15/oldstable")).isFalse();
    assertThat(SecurityOrigin.ofOrigins("Debian:12.15/oldstable, Debian-Security:12/x")).isTrue();
    assertThat(SecurityOrigin.ofOrigins("Ubuntu:24.04/noble-security")).isTrue();
    assertThat(SecurityOrigin.ofOrigins("UbuntuESM:22.04/jammy-infra-security")).isTrue();
    assertThat(SecurityOrigin.ofOrigins("UbuntuESMApps:22.04/jammy-apps-updates")).isTrue();
    assertThat(SecurityOrigin.ofOrigins("My Label:tend-security")).isTrue();
    assertThat(SecurityOrigin.ofOrigins("libsecurity:1/stable")).isFalse();
    assertThat(SecurityOrigin.ofOrigins("localhost")).isFalse();
    assertThat(SecurityOrigin.ofOrigins(null)).isFalse();
  }
}
