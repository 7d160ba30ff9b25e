package dev.tendhost.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tendhost.exec.fixture.DroppedHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class DroppedHostTest {
  @Test
  void losesPacketsWithoutAWord() throws IOException {
    try (DroppedHost host = DroppedHost.start();
        Socket early = connect(host, 20_000);
        Socket earlyToo = connect(host, 20_000)) {
      assertThat(reader(early).readLine()).startsWith("SSH-2.0-OpenSSH");
      assertThat(reader(earlyToo).readLine()).startsWith("SSH-2.0-OpenSSH");

      host.drop();
      early.getOutputStream().write("not SSH\r\n".getBytes());
      early.setSoTimeout(300);
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> early.getInputStream().read());
      assertThatExceptionOfType(SocketTimeoutException.class)
          .isThrownBy(() -> connect(host, 300).close());

      host.restore();
      earlyToo.getOutputStream().write("not SSH\r\n".getBytes());
      assertThat(reader(earlyToo).readLine()).contains("Invalid SSH identification");
    }
  }

  private static Socket connect(DroppedHost host, int milliseconds) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(host.address(), host.port()), milliseconds);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream()));
  }
}
