package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host shows of a reboot that is due.
 *
 * @param container the kind of container it is, or {@code none}
 * @param running the running kernel
 * @param booted when it started, seconds since 1970, by the kernel
 * @param needs what needs-restarting wrote, errors included; its exit code means nothing
 * @param kernels installed kernels
 * @param core packages that take effect after a reboot only, and when they were installed
 */
record RebootEvidence(
    String container,
    String running,
    long booted,
    List<String> needs,
    List<Nevra> kernels,
    List<Core> core) {

  /**
   * A package that takes effect after a reboot only.
   *
   * @param name the package
   * @param installed when, seconds since 1970
   */
  record Core(String name, long installed) {}

  private static final String SCRIPT =
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
      tell container "${container:-none}"
      tell running "$(uname -r)"
      tell booted "$(sed -n 's/^btime //p' /proc/stat)"
      NEEDS
      tell needs "$needs"
      tell kernel "$(rpm -qa --qf '%{NAME}-%{VERSION}-%{RELEASE}.%{ARCH}\\n' 'kernel*')"
      tell core "$(rpm -qa --qf '%{NAME}|%{INSTALLTIME}\\n' glibc systemd dbus dbus-broker \\
          dbus-daemon linux-firmware microcode_ctl)"
      """;

  // dnf5 asks for metadata that nobody keeps; what is installed tells it most of it.
  private static final String NEEDS_DNF5 =
      """
      needs=$(query needs-restarting -r 2>&1)
      case "$needs" in
        *'Reboot '*) ;;
        *) needs=$(query --disable-repo='*' needs-restarting -r 2>&1) ;;
      esac""";

  static String script(DnfTool tool) {
    if (!tool.has("needs-restarting")) {
      return SCRIPT.replace("NEEDS", "needs=");
    }
    return SCRIPT.replace(
        "NEEDS",
        switch (tool.generation()) {
          case YUM3 -> "needs=$(needs-restarting -r 2>&1)";
          case DNF4 -> "needs=$(query needs-restarting -r 2>&1)";
          case DNF5 -> NEEDS_DNF5;
        });
  }

  static RebootEvidence parse(String output) {
    Told told = Told.parse(output);
    List<Nevra> kernels = new ArrayList<>();
    for (String line : told.list("kernel")) {
      Nevra kernel = Nevra.parse(line);
      if (Kernels.boots(kernel.name())) {
        kernels.add(kernel);
      }
    }
    List<Core> core = new ArrayList<>();
    for (String line : told.list("core")) {
      String[] words = line.split("\\|", -1);
      if (words.length != 2) {
        throw Garbled.line("a package and the time of its installation", line);
      }
      core.add(new Core(words[0], Framed.seconds(words[1])));
    }
    return new RebootEvidence(
        told.value("container"),
        told.value("running"),
        Framed.seconds(told.value("booted")),
        told.list("needs"),
        kernels,
        core);
  }

  boolean contained() {
    return !container.equals("none");
  }
}
