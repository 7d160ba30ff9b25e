package dev.tendhost.it.hosts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tendhost.exec.fixture.TempFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A mirror of packages on the host's own address: a directory, served by HTTP, that can die. */
public final class Mirror implements AutoCloseable {
  private static final int PORT = 8000;

  private final Path directory = TempFiles.directory("tendhost-mirror-");
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final String address;
  private HttpServer server;

  Mirror(String address) {
    this.address = address;
    up();
  }

  /** Where it is, with a slash at the end. */
  public String url() {
    return "http://" + address + ":" + PORT + "/";
  }

  /** What it serves. */
  public Path directory() {
    return directory;
  }

  /** The paths that it was asked for so far, whether it has them or not. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** Refuses all connections from now on. */
  public void down() {
    server.stop(0);
  }

  /** Ends {@link #down}. */
  public void up() {
    try {
      server = HttpServer.create(new InetSocketAddress(address, PORT), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** Forgets what it serves and was asked for, and is up. */
  void clear() {
    down();
    TempFiles.deleteTree(directory);
    requests.clear();
    try {
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    up();
  }

  @Override
  public void close() {
    server.stop(0);
    TempFiles.deleteTree(directory);
  }

  /** Whole files, always: two changes within a second have the same time. */
  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      requests.add(path);
      Path file = directory.resolve(path.substring(1)).normalize();
      if (!file.startsWith(directory) || !Files.isRegularFile(file)) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      long size = Files.size(file);
      exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
      if (!exchange.getRequestMethod().equals("HEAD")) {
        Files.copy(file, exchange.getResponseBody());
      }
    }
  }
}
