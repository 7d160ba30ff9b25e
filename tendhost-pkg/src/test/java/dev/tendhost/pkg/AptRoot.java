package dev.tendhost.pkg;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A relocated apt in a directory: two {@code file:} repositories and a dpkg status, all written by
 * hand. Needs neither root nor a network and leaves the machine's own apt alone.
 */
final class AptRoot {
  private final Path dir;
  private final StringBuilder status = new StringBuilder();
  private final StringBuilder main = new StringBuilder();
  private final StringBuilder security = new StringBuilder();

  AptRoot(Path dir) {
    this.dir = dir;
  }

  /** Installs a package; {@code state} such as {@code install ok installed}. */
  AptRoot installed(String name, String version, String arch, String state, String... fields) {
    stanza(status, name, version, arch, fields).append("Status: ").append(state).append("\n\n");
    return this;
  }

  /** Installs a package of all architectures, well. */
  AptRoot installed(String name, String version) {
    return installed(name, version, "all", "install ok installed");
  }

  /** Publishes a version. */
  AptRoot published(String name, String version, String arch, String... fields) {
    offer(main, name, version, arch, fields);
    return this;
  }

  /** Publishes a version as a security fix. */
  AptRoot fixed(String name, String version, String arch) {
    offer(security, name, version, arch);
    return this;
  }

  Path config() {
    return dir.resolve("apt.conf");
  }

  Path status() {
    return dir.resolve("dpkg/status");
  }

  /** Writes it all; the lists stay empty until somebody refreshes. */
  AptRoot write() throws IOException {
    for (String each :
        new String[] {
          "etc/apt.conf.d",
          "etc/preferences.d",
          "etc/sources.list.d",
          "etc/trusted.gpg.d",
          "state/lists/partial",
          "cache/archives/partial",
          "dpkg"
        }) {
      Files.createDirectories(dir.resolve(each));
    }
    Files.writeString(status(), status);
    repository("tend", "Tend", main.toString());
    repository("tend-security", "Tend-Security", security.toString());
    Files.writeString(
        dir.resolve("etc/sources.list"),
        "deb [trusted=yes] file:"
            + dir.resolve("repo")
            + " tend main\n"
            + "deb [trusted=yes] file:"
            + dir.resolve("repo")
            + " tend-security main\n");
    Files.writeString(config(), CONFIG.replace("@", dir.toString()));
    return this;
  }

  private static final String CONFIG =
      """
      Dir::Etc "@/etc/";
      Dir::State "@/state/";
      Dir::State::status "@/dpkg/status";
      Dir::Cache "@/cache/";
      APT::Architecture "amd64";
      #clear APT::Architectures;
      APT::Architectures { "amd64"; "i386"; };
      APT::Machine-ID "0123456789abcdef0123456789abcdef";
      APT::Sandbox::User "";
      #clear APT::Update::Post-Invoke-Success;
      #clear APT::Update::Post-Invoke;
      """;

  private void repository(String suite, String label, String packages) throws IOException {
    Path release = dir.resolve("repo/dists").resolve(suite);
    StringBuilder sums = new StringBuilder();
    for (String arch : new String[] {"amd64", "i386"}) {
      String index = "main/binary-" + arch + "/Packages";
      Files.createDirectories(release.resolve(index).getParent());
      Files.writeString(release.resolve(index), packages);
      sums.append(" %s %d %s%n".formatted(sha256(packages), packages.length(), index));
    }
    Files.writeString(
        release.resolve("Release"),
        """
        Origin: Tend
        Label: %s
        Suite: %s
        Version: 1
        Codename: %s
        Date: Mon, 01 Jun 2026 00:00:00 UTC
        Architectures: amd64 i386
        Components: main
        SHA256:
        %s"""
            .formatted(label, suite, suite, sums));
  }

  private static void offer(
      StringBuilder to, String name, String version, String arch, String... fields) {
    stanza(to, name, version, arch, fields)
        .append("Filename: pool/%s_%s_%s.deb\nSize: 10\n".formatted(name, version, arch))
        .append("SHA256: ")
        .append("0".repeat(64))
        .append("\n\n");
  }

  private static StringBuilder stanza(
      StringBuilder to, String name, String version, String arch, String... fields) {
    to.append("Package: %s\nVersion: %s\nArchitecture: %s\n".formatted(name, version, arch));
    to.append("Maintainer: Tend <tend@example.org>\nDescription: for tests\n");
    for (String field : fields) {
      to.append(field).append('\n');
    }
    return to;
  }

  private static String sha256(String text) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
