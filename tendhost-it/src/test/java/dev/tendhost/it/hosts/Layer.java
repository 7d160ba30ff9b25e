package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import dev.tendhost.exec.fixture.Tools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/**
 * The one layer of an image: busybox, a page, and what serves it. The same image has the same
 * bytes.
 */
final class Layer {
  private static final List<String> APPLETS =
      List.of("sh", "httpd", "sleep", "echo", "wget", "false");
  private static final String SERVE = "#!/bin/sh\necho starting\n%s\n";
  private static final String SERVES = "exec httpd -f -p $ADDRESS:$PORT -h /www";
  private static final String HEALTHY = "#!/bin/sh\n%s\n";
  private static final String ASKS = "exec wget -q -O /dev/null http://$ADDRESS:$PORT/";

  private Layer() {}

  /** Its bytes as a tar archive. */
  static byte[] of(Image image, Path busybox) throws IOException {
    Path tree = TempFiles.directory("tendhost-layer-");
    try {
      boolean crashes = image.fault() == Image.Fault.CRASHES;
      boolean sick = image.fault() == Image.Fault.SICK;
      Path bin = Files.createDirectories(tree.resolve("bin"));
      Files.copy(busybox, bin.resolve("busybox"));
      for (String applet : APPLETS) {
        Files.createSymbolicLink(bin.resolve(applet), Path.of("busybox"));
      }
      program(bin.resolve("serve"), SERVE.formatted(crashes ? "exit 1" : SERVES));
      program(bin.resolve("healthy"), HEALTHY.formatted(sick ? "exit 1" : ASKS));
      Path page = Files.createDirectories(tree.resolve("www")).resolve("index.html");
      Files.writeString(page, image.name() + " " + image.version() + "\n");
      Path tar = tree.resolve("layer.tar");
      Tools.run(
          "tar",
          "-C",
          tree.toString(),
          "--sort=name",
          "--mtime=@0",
          "--owner=0",
          "--group=0",
          "--numeric-owner",
          "-cf",
          tar.toString(),
          "bin",
          "www");
      return Files.readAllBytes(tar);
    } finally {
      TempFiles.deleteTree(tree);
    }
  }

  /** The same bytes, packed. */
  static byte[] packed(byte[] tar) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(tar);
    }
    return bytes.toByteArray();
  }

  private static void program(Path file, String text) throws IOException {
    Files.writeString(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
