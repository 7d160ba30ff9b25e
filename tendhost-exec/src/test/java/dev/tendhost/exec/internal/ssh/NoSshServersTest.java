package dev.tendhost.exec.internal.ssh;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.internal.route.Hop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that speak, and not SSH: told at once, and not tried again. */
class NoSshServersTest {
  @Test
  void garbage() {
    try (RudeServer server = RudeServer.garbage(7)) {
      FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("does not speak SSH");
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n",
        "220 mail.example.org ESMTP\r\n500 what?\r\n",
        "+OK ready\r\n-ERR\r\n",
      })
  void aServerOfAnotherProtocolIsTriedOnce(String says) {
    RudeServer.Manner manner =
        peer -> {
          peer.getOutputStream().write(says.getBytes(US_ASCII));
          peer.shutdownOutput();
          peer.getInputStream().readAllBytes();
        };
    try (RudeServer server = new RudeServer(manner)) {
      FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("does not speak SSH");
      assertThat(server.accepted()).isEqualTo(1);
    }
  }

  @Test
  void tenMegabytesOfBanner() {
    try (RudeServer server = RudeServer.banner(10 << 20)) {
      FleetError error = Ssh.errorOf(Hop.of("root", "127.0.0.1", server.port()));

      assertThat(error.kind()).isEqualTo(FailureKind.UNREACHABLE);
      assertThat(error.message()).contains("does not speak SSH").hasSizeLessThan(1000);
    }
  }
}
