package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A tiny Debian package for all architectures; immutable.
 *
 * @param name its name
 * @param version its version
 * @param fields further fields of its control file
 * @param files what it holds, by absolute path; those under /etc are conffiles
 * @param scripts its maintainer scripts, without the first line
 * @param size how much incompressible data it holds besides, in bytes
 */
public record DebPackage(
    String name,
    String version,
    Map<String, String> fields,
    Map<String, String> files,
    Map<String, String> scripts,
    int size) {

  /** A package that holds one small file. */
  public static DebPackage of(String name, String version) {
    return new DebPackage(name, version, Map.of(), Map.of(), Map.of(), 0);
  }

  /** The same with a field such as {@code Breaks}. */
  public DebPackage field(String field, String value) {
    return new DebPackage(name, version, with(fields, field, value), files, scripts, size);
  }

  /** The same with what it depends on, such as {@code "a (>= 2), b"}. */
  public DebPackage depends(String value) {
    return field("Depends", value);
  }

  /** The same with what it cannot be installed beside. */
  public DebPackage conflicts(String value) {
    return field("Conflicts", value);
  }

  /** The same with one more file; under /etc it is a conffile. */
  public DebPackage file(String path, String text) {
    return new DebPackage(name, version, fields, with(files, path, text), scripts, size);
  }

  /** The same with a maintainer script such as {@code prerm}; it ends at the first failure. */
  public DebPackage script(String script, String body) {
    return new DebPackage(name, version, fields, files, with(scripts, script, body), size);
  }

  /** The same with a postinst. */
  public DebPackage postinst(String body) {
    return script("postinst", body);
  }

  /**
   * The same with a postinst that goes on only when somebody makes a file; see {@link
   * AptHost#file}.
   */
  public DebPackage postinstWaitsFor(String path) {
    return postinst("touch " + path + ".waiting; until [ -e " + path + " ]; do sleep 0.05; done");
  }

  /** The same with a postinst that says the host has to be rebooted, as kernels do. */
  public DebPackage wantsReboot() {
    return postinst("touch /run/reboot-required; echo " + name + " >>/run/reboot-required.pkgs");
  }

  /** The same with so many bytes more, packed or not. */
  public DebPackage size(int bytes) {
    return new DebPackage(name, version, fields, files, scripts, bytes);
  }

  /** Writes its .deb into a directory. */
  Path build(Path directory) {
    Path tree = TempFiles.directory("tendhost-deb-");
    try {
      write(tree, "DEBIAN/control", control());
      write(tree, "usr/share/" + name + "/version", version + "\n");
      StringBuilder conffiles = new StringBuilder();
      for (Map.Entry<String, String> file : files.entrySet()) {
        write(tree, file.getKey().substring(1), file.getValue());
        if (file.getKey().startsWith("/etc/")) {
          conffiles.append(file.getKey()).append('\n');
        }
      }
      write(tree, "DEBIAN/conffiles", conffiles.toString());
      for (Map.Entry<String, String> script : scripts.entrySet()) {
        Path file =
            write(tree, "DEBIAN/" + script.getKey(), "#!/bin/sh -e\n" + script.getValue() + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      byte[] data = new byte[size];
      new Random(size).nextBytes(data);
      Files.write(tree.resolve("usr/share/" + name + "/data"), data);
      Files.setPosixFilePermissions(tree, PosixFilePermissions.fromString("rwxr-xr-x"));
      Path deb = directory.resolve(name + "_" + version.replace(":", "%3a") + "_all.deb");
      Tools.run("dpkg-deb", "-Znone", "--root-owner-group", "-b", tree.toString(), deb.toString());
      return deb;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFiles.deleteTree(tree);
    }
  }

  private String control() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Package", name);
    all.put("Version", version);
    all.put("Architecture", "all");
    all.put("Maintainer", "Tests <tests@example.org>");
    all.put("Installed-Size", Integer.toString(1 + size / 1024));
    all.putAll(fields);
    all.put("Description", "a package for tests");
    StringBuilder text = new StringBuilder();
    all.forEach((field, value) -> text.append(field).append(": ").append(value).append('\n'));
    return text.toString();
  }

  private static Path write(Path tree, String path, String text) throws IOException {
    Path file = tree.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
