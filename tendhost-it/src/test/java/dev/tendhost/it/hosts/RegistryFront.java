package dev.tendhost.it.hosts;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * What engines talk to in front of a registry: it notes the questions and passes them on, refuses
 * them, or is down. Engines try TLS first; it hangs up on that, as a plain registry does.
 */
final class RegistryFront {
  private static final int TLS = 0x16;
  private static final int TIMEOUT = 10_000;
  private static final String REFUSAL =
      "HTTP/1.1 %d Refused\r\nContent-Type: application/json\r\nWWW-Authenticate: Basic realm=\"tests\"\r\n"
          + "Connection: close\r\nContent-Length: %d\r\n\r\n%s";
  private static final String REASON =
      "{\"errors\":[{\"code\":\"%s\",\"message\":\"as the test wants\"}]}";

  private final InetAddress address;
  private final int port;
  private final int portBehind;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private volatile int refusal;
  private ServerSocket listener;
  private Thread acceptor;

  RegistryFront(String address, int port, int portBehind) {
    try {
      this.address = InetAddress.getByName(address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.port = port;
    this.portBehind = portBehind;
    up();
  }

  void up() {
    try {
      ServerSocket opened = new ServerSocket(port, 0, address);
      listener = opened;
      acceptor = start(() -> accept(opened));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port is free when whoever listens has noticed. */
  void down() {
    try {
      listener.close();
      acceptor.join(TIMEOUT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Answers with a status; 0: passes on. */
  void refuse(int status) {
    refusal = status;
  }

  /** Methods and paths. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  void clear() {
    down();
    requests.clear();
    refusal = 0;
    up();
  }

  private void accept(ServerSocket from) {
    while (!from.isClosed()) {
      try {
        Socket engine = from.accept();
        start(() -> serve(engine));
      } catch (IOException closed) {
        // The loop ends.
      }
    }
  }

  /** One question a connection. */
  private void serve(Socket engine) {
    try (engine) {
      engine.setSoTimeout(TIMEOUT);
      String head = head(engine.getInputStream());
      if (head.isEmpty()) {
        return;
      }
      requests.add(head.substring(0, head.indexOf(" HTTP/")));
      if (refusal != 0) {
        String reason = REASON.formatted(refusal == 429 ? "TOOMANYREQUESTS" : "UNAUTHORIZED");
        String answer = REFUSAL.formatted(refusal, reason.length(), reason);
        engine.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
        return;
      }
      try (Socket registry = new Socket(address, portBehind)) {
        String question =
            head.replaceFirst("(?i)\r\nConnection:[^\r]*", "") + "Connection: close\r\n\r\n";
        registry.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
        registry.getInputStream().transferTo(engine.getOutputStream());
      }
    } catch (IOException hungUp) {
      // As engines do that have seen enough.
    }
  }

  /** All lines before the empty one; nothing if it is not HTTP. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0 && one != TLS; one = in.read()) {
      bytes.write(one);
      String head = one == '\n' ? bytes.toString(StandardCharsets.US_ASCII) : "";
      if (head.endsWith("\r\n\r\n")) {
        return head.substring(0, head.length() - 2);
      }
    }
    return "";
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "registry-front");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}
