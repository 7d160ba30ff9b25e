package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.pkg.internal.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A host's files in a directory, where the adapter's own script looks for a reboot that is due. */
final class RebootHost {
  private static final String MARKER = "run/reboot-required";

  private final Path root;
  private final Programs programs;

  /** A machine that is no container; the running kernel is still to be said. */
  RebootHost(Path root) {
    this.root = root;
    this.programs = new Programs(root);
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
    programs.fake(name, body);
    return this;
  }

  RebootVerdict verdict() {
    String script = RebootProbe.SCRIPT.replaceAll("/(run|boot|lib|usr)/", root + "/$1/");
    Programs.Ended ended = programs.run(script);
    assertThat(ended.exitCode()).as(ended.stderr()).isZero();
    return RebootJudge.judge(RebootProbe.parse(ended.stdout()));
  }
}
