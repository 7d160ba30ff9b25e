package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A tiny package of rpm for all architectures; immutable.
 *
 * @param name its name
 * @param version its version; its release is 1
 * @param tags further tags of its spec file
 * @param files what it holds, by absolute path; those under /etc are {@code %config(noreplace)}
 * @param scripts its scriptlets by name, such as {@code %post}
 * @param size how much incompressible data it holds besides, in bytes
 */
public record RpmPackage(
    String name,
    String version,
    Map<String, String> tags,
    Map<String, String> files,
    Map<String, String> scripts,
    int size) {
  private static final String PROVIDES = "Provides";
  private static final String INSTALL_ONLY = "installonlypkg(kernel)";
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** A package that holds one small file. */
  public static RpmPackage of(String name, String version) {
    return new RpmPackage(name, version, Map.of(), Map.of(), Map.of(), 0);
  }

  /** The same with a tag such as {@code Epoch} or {@code Obsoletes}. */
  public RpmPackage tag(String tag, String value) {
    return new RpmPackage(name, version, with(tags, tag, value), files, scripts, size);
  }

  /** The same with what it depends on, such as {@code "a >= 2, b"}. */
  public RpmPackage depends(String value) {
    return tag("Requires", value);
  }

  /** The same with what it cannot be installed beside. */
  public RpmPackage conflicts(String value) {
    return tag("Conflicts", value);
  }

  /** The same with one more file; under /etc one that keeps what was changed in it. */
  public RpmPackage file(String path, String text) {
    return new RpmPackage(name, version, tags, with(files, path, text), scripts, size);
  }

  /** The same as one of which several versions live side by side, as of a kernel. */
  public RpmPackage installOnly() {
    return tag(PROVIDES, INSTALL_ONLY);
  }

  /** The same with a scriptlet such as {@code pre}; its first argument is 2 in an upgrade. */
  public RpmPackage script(String script, String body) {
    return new RpmPackage(name, version, tags, files, with(scripts, "%" + script, body), size);
  }

  /** The same with what is run when it is installed. */
  public RpmPackage post(String body) {
    return script("post", body);
  }

  /**
   * The same with a {@code %post} that goes on only when somebody makes a file; see {@link
   * DnfHost#file}.
   */
  public RpmPackage postWaitsFor(String path) {
    return post("touch " + path + ".waiting; until [ -e " + path + " ]; do sleep 0.05; done");
  }

  /** The same with so many bytes more, packed or not. */
  public RpmPackage size(int bytes) {
    return new RpmPackage(name, version, tags, files, scripts, bytes);
  }

  /** The name of its file. */
  String fileName() {
    return name + "-" + version + "-1.noarch.rpm";
  }

  /** Of packages that live side by side no two have the same file. */
  private String directory() {
    boolean beside = INSTALL_ONLY.equals(tags.get(PROVIDES));
    return "/usr/share/" + name + (beside ? "-" + version : "");
  }

  /** Writes the .rpm of each into a directory. */
  static void build(Path directory, RpmPackage... packages) {
    if (packages.length == 0) {
      return;
    }
    Path work = TempFiles.directory("tendhost-rpm-");
    List<String> words = new ArrayList<>(List.of("rpmbuild", "--quiet", "-bb"));
    define(words, "_topdir " + work + "/top");
    define(words, "_rpmdir " + directory);
    define(words, "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm");
    define(words, "_dbpath " + work + "/db");
    define(words, "_binary_payload w0.gzdio");
    try {
      Files.createDirectories(directory);
      for (int i = 0; i < packages.length; i++) {
        Path tree = Files.createDirectory(work.resolve("tree" + i));
        packages[i].write(tree);
        Path spec = work.resolve(i + ".spec");
        words.add(Files.writeString(spec, packages[i].spec(tree)).toString());
      }
      Ran.of(LIMIT, words).ok();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      TempFiles.deleteTree(work);
    }
  }

  private void write(Path tree) throws IOException {
    Map<String, String> all = with(files, directory() + "/version", version + "\n");
    for (Map.Entry<String, String> one : all.entrySet()) {
      Path file = tree.resolve(one.getKey().substring(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, one.getValue());
    }
    byte[] data = new byte[size];
    new Random(size).nextBytes(data);
    Files.write(tree.resolve(directory().substring(1)).resolve("data"), data);
  }

  private String spec(Path tree) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("Name", name);
    all.put("Version", version);
    all.put("Release", "1");
    all.put("Summary", "a package for tests");
    all.put("License", "MIT");
    all.put("BuildArch", "noarch");
    all.put("AutoReqProv", "no");
    all.putAll(tags);
    StringBuilder text = new StringBuilder();
    all.forEach((tag, value) -> text.append(tag).append(": ").append(value).append('\n'));
    text.append("%description\n%install\ncp -a ").append(tree).append("/. %{buildroot}\n");
    text.append("%files\n").append(directory()).append('\n');
    for (String path : files.keySet()) {
      text.append(path.startsWith("/etc/") ? "%config(noreplace) " : "").append(path).append('\n');
    }
    scripts.forEach((script, body) -> text.append(script).append('\n').append(body).append('\n'));
    return text.toString();
  }

  private static void define(List<String> words, String macro) {
    words.addAll(List.of("--define", macro));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> copy = new LinkedHashMap<>(map);
    copy.put(key, value);
    return copy;
  }
}
