package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tendhost.exec.fixture.RudeServer;
import dev.tendhost.exec.fixture.TcpProxy;
import dev.tendhost.exec.fixture.TcpProxy.Cut;
import dev.tendhost.exec.fixture.TcpProxy.Direction;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpProxyTest {
  private final RudeServer echo =
      new RudeServer(peer -> peer.getInputStream().transferTo(peer.getOutputStream()));
  private final TcpProxy proxy = TcpProxy.to(echo.port());

  @AfterEach
  void close() {
    proxy.close();
    echo.close();
  }

  @Test
  void passesBytesAndTheEndOfEachWay() throws Exception {
    try (Socket client = connect()) {
      client.getOutputStream().write("hello".getBytes());
      client.shutdownOutput();

      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hello");
    }
    assertThat(proxy.accepted()).isEqualTo(1);
  }

  @Test
  void cutsAfterSoManyBytes() throws Exception {
    proxy.cutAfter(3, Direction.TO_CLIENT, Cut.FIN);
    try (Socket client = connect()) {
      client.getOutputStream().write("hello".getBytes());

      assertThat(client.getInputStream().readAllBytes()).asString().isEqualTo("hel");
    }
    proxy.cutNoMore();
    passesAWord();
  }

  @Test
  void resetsNow() throws Exception {
    try (Socket client = connect()) {
      client.getOutputStream().write("hello".getBytes());
      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
      assertThat(proxy.bytes(Direction.TO_SERVER)).isEqualTo(5);

      proxy.cut(Cut.RST);

      assertThatExceptionOfType(SocketException.class)
          .isThrownBy(() -> client.getInputStream().read());
      assertThat(proxy.open()).isZero();
    }
    passesAWord();
  }

  @Test
  void frozenItSaysNothingAtAll() throws Exception {
    try (Socket client = connect()) {
      proxy.freeze();
      client.getOutputStream().write("hello".getBytes());
      client.setSoTimeout(200);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> client.getInputStream().read());

      proxy.thaw();
      client.setSoTimeout(20_000);

      assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void delaysEachWay() throws Exception {
    proxy.delay(Duration.ofMillis(100));
    long start = System.nanoTime();
    passesAWord();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(200));
  }

  private void passesAWord() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write("word".getBytes());
      assertThat(client.getInputStream().readNBytes(4)).asString().isEqualTo("word");
    }
  }

  private Socket connect() throws IOException {
    Socket client = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    client.setSoTimeout(20_000);
    return client;
  }
}
