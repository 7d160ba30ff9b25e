package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.RebootVerdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;

/** A host's files in a directory, where the adapter's own script looks for a reboot that is due. */
final class RebootHost {
  private static final String MARKER = "run/reboot-required";

  private final Path root;

  /** A machine that is no container; the running kernel is still to be said. */
  RebootHost(Path root) {
    this.root = root;
    container("none");
  }

  RebootHost container(String kind) {
    return program("systemd-detect-virt", "echo " + kind);
  }

  RebootHost running(String release) {
    return program("uname", "echo " + release);
  }

  /** Kernels with an image and modules, in no particular order. */
  RebootHost kernels(String... releases) {
    for (String release : releases) {
      file("boot/vmlinuz-" + release, "MZ");
      file("boot/initrd.img-" + release, "07");
      file("lib/modules/" + release + "/modules.order", "kernel/fs/ext4/ext4.ko\n");
    }
    return this;
  }

  /** The marker, and the packages that set it. */
  RebootHost marked(String... packages) {
    file(MARKER, "*** System restart required ***\n");
    return file(MARKER + ".pkgs", String.join("\n", packages) + "\n");
  }

  RebootHost file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private RebootHost program(String name, String body) {
    file("bin/" + name, "#!/bin/sh\n" + body + "\n");
    try {
      Files.setPosixFilePermissions(
          root.resolve("bin").resolve(name), PosixFilePermissions.fromString("rwxr-xr-x"));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  RebootVerdict verdict() throws IOException, InterruptedException {
    String script = RebootProbe.SCRIPT.replaceAll("/(run|boot|lib|usr)/", root + "/$1/");
    Path out = root.resolve("out");
    ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
    shell.environment().merge("PATH", root + "/bin", (path, bin) -> bin + ":" + path);
    Process process = shell.redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(out)).isZero();
    return RebootJudge.judge(RebootProbe.parse(Files.readString(out)));
  }
}
