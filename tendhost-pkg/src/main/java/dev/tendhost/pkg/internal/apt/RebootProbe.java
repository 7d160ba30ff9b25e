package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a host shows of a reboot that is due.
 *
 * @param container the kind of container it is, or {@code none}
 * @param marked whether {@code /run/reboot-required} is there
 * @param packages which packages asked for it; may be empty although it is there
 * @param notifier whether a tool is installed that writes the marker for more than kernels
 * @param running the running kernel
 * @param images releases with a kernel image in {@code /boot}
 * @param modules releases with modules
 */
record RebootProbe(
    String container,
    boolean marked,
    Set<String> packages,
    boolean notifier,
    String running,
    Set<String> images,
    Set<String> modules) {

  static final String SCRIPT =
      Framed.script(
          """
          container=
          if command -v systemd-detect-virt >/dev/null 2>&1; then
            container=$(systemd-detect-virt -c 2>/dev/null)
          elif [ -s /run/systemd/container ]; then
            read -r container < /run/systemd/container
          elif [ -e /.dockerenv ]; then
            container=docker
          elif [ -e /run/.containerenv ]; then
            container=podman
          fi
          echo "container ${container:-none}"
          if [ -e /run/reboot-required ]; then echo "marked yes"; else echo "marked no"; fi
          if [ -r /run/reboot-required.pkgs ]; then sed 's/^/package /' /run/reboot-required.pkgs; fi
          notifier=no
          if [ -x /usr/share/update-notifier/notify-reboot-required ]; then notifier=yes; fi
          echo "notifier $notifier"
          echo "running $(uname -r)"
          for image in /boot/vmlinuz-* /boot/vmlinux-*; do
            if [ -s "$image" ]; then echo "image ${image#/boot/vmlinu?-}"; fi
          done
          for modules in /lib/modules/*; do
            if [ -d "$modules/kernel" ] || [ -e "$modules/modules.order" ]; then
              echo "modules ${modules##*/}"
            fi
          done
          """);

  static RebootProbe parse(String output) {
    List<String> lines = Framed.lines(output);
    return new RebootProbe(
        Framed.value(lines, "container"),
        yes(lines, "marked"),
        set(lines, "package"),
        yes(lines, "notifier"),
        Framed.value(lines, "running"),
        kernels(lines, "image"),
        kernels(lines, "modules"));
  }

  private static boolean yes(List<String> lines, String key) {
    String value = Framed.value(lines, key);
    if (!value.equals("yes") && !value.equals("no")) {
      throw Garbled.line(key + " yes or no", value);
    }
    return value.equals("yes");
  }

  private static Set<String> set(List<String> lines, String key) {
    Set<String> values = new TreeSet<>(Framed.values(lines, key));
    values.remove("");
    return values;
  }

  private static Set<String> kernels(List<String> lines, String key) {
    Set<String> releases = set(lines, key);
    releases.removeIf(release -> !KernelRelease.isOrdinary(release));
    return releases;
  }
}
