package dev.tendhost.it.hosts;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A registry of images on the host's own address: a real one, and in front of it what counts the
 * questions and can refuse them. Images are pushed by HTTP, so that no engine learns of them.
 */
public final class Registry {
  static final int PORT_BEHIND = 5001;

  private static final int PORT = 5000;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String address;
  private final Path busybox;
  private final RegistryFront front;

  Registry(String address, Path busybox) {
    this.address = address;
    this.busybox = busybox;
    front = new RegistryFront(address, PORT, PORT_BEHIND);
  }

  /** How images are called that are in it: {@code 127.1.2.3:5000/shop/web:latest}. */
  public String reference(String name, String tag) {
    return address + ":" + PORT + "/" + name + ":" + tag;
  }

  /** Puts an image into it under a tag, which another may have had; gives back its digest. */
  public String push(Image image, String tag) {
    try {
      byte[] tar = Layer.of(image, busybox);
      byte[] layer = Layer.packed(tar);
      byte[] config = Manifests.config(image, digest(tar)).getBytes(StandardCharsets.UTF_8);
      blob(image.name(), layer);
      blob(image.name(), config);
      Manifests manifests = Manifests.of(image.format());
      String inner = manifests.manifest(digest(config), config.length, digest(layer), layer.length);
      if (image.format() == Image.Format.SINGLE) {
        return manifest(image.name(), tag, manifests.type(), inner);
      }
      String digest =
          manifest(
              image.name(),
              digest(inner.getBytes(StandardCharsets.UTF_8)),
              manifests.type(),
              inner);
      return manifest(
          image.name(), tag, manifests.listType(), manifests.list(digest, inner.length()));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** What it was asked by engines so far, such as {@code HEAD /v2/shop/web/manifests/latest}. */
  public List<String> requests() {
    return front.requests();
  }

  /** Answers every question with this status from now on, such as 401 or 429; 0 ends it. */
  public void refuse(int status) {
    front.refuse(status);
  }

  /** Refuses all connections from now on. */
  public void down() {
    front.down();
  }

  /** Ends {@link #down}. */
  public void up() {
    front.up();
  }

  /** Forgets what it was asked and how to answer, and is up. */
  void clear() {
    front.clear();
  }

  void close() {
    front.down();
  }

  private void blob(String name, byte[] content) throws IOException, InterruptedException {
    HttpRequest start =
        HttpRequest.newBuilder(behind("/v2/" + name + "/blobs/uploads/"))
            .POST(BodyPublishers.noBody())
            .build();
    String location = send(start, 202).headers().firstValue("Location").orElseThrow();
    URI upload =
        behind("/")
            .resolve(location + (location.contains("?") ? "&" : "?") + "digest=" + digest(content));
    send(HttpRequest.newBuilder(upload).PUT(BodyPublishers.ofByteArray(content)).build(), 201);
  }

  private String manifest(String name, String reference, String type, String text)
      throws IOException, InterruptedException {
    HttpRequest put =
        HttpRequest.newBuilder(behind("/v2/" + name + "/manifests/" + reference))
            .header("Content-Type", type)
            .PUT(BodyPublishers.ofString(text))
            .build();
    return send(put, 201).headers().firstValue("Docker-Content-Digest").orElseThrow();
  }

  private HttpResponse<String> send(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
    if (response.statusCode() != expected) {
      throw new AssertionError(request + ": " + response + ": " + response.body());
    }
    return response;
  }

  private URI behind(String path) {
    return URI.create("http://" + address + ":" + PORT_BEHIND + path);
  }

  private static String digest(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return "sha256:" + HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
