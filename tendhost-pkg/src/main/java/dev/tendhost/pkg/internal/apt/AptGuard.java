package dev.tendhost.pkg.internal.apt;

import dev.tendhost.api.response.PackageChange;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What keeps apt to the plan: a hook of {@code DPkg::Pre-Install-Pkgs}, which apt calls once it
 * holds every lock and knows what it will do, removals and configurations too, and before dpkg does
 * any of it. Where that is not what was planned it makes apt stop; else it writes down what is
 * installed.
 *
 * <p>A change is a line of name, architecture, old and new version; {@code -} is what is not there,
 * or not said. What is only configured has the same version twice.
 */
final class AptGuard {
  /** The shell by a name that no other hook has: apt keeps a hook's options by its first word. */
  private static final String SHELL = "/bin/./sh";

  /** Words of a shell, for apt-get; the hook's file may lie where nothing can be executed. */
  static final String OPTIONS =
      "-o \"DPkg::Pre-Install-Pkgs::="
          + SHELL
          + " '$PWD/guard'\" -o DPkg::Tools::Options::"
          + SHELL
          + "::Version=3";

  /** Functions for the hook and the job, both in the job's directory. */
  static final String FUNCTIONS =
      """
      blind() {
        printf '%%s\\n' "$1" > blind
        exit %d
      }
      snapshot() {
        { %s && echo end; } > "$1.new" && mv "$1.new" "$1"
      }
      keep() {
        sync "$@" . 2> /dev/null || sync
      }
      compare() {
        { LC_ALL=C sort -u expected > wanted && LC_ALL=C sort -u "$1" > now; } ||
          blind 'what is to be done cannot be sorted'
        cmp -s wanted now
        case $? in
          0) ;;
          1)
            mv now drift
            exit %d
            ;;
          *) blind 'what is to be done cannot be compared with the plan' ;;
        esac
      }
      """
          .formatted(AptJobs.BLIND, DpkgSnapshot.SCRIPT, AptJobs.DRIFTED);

  /** Reads version 3 of the hooks' protocol, whose settings may hold passwords: none is kept. */
  static final String HOOK =
      """
      cd "${0%/*}" || exit
      """
          + FUNCTIONS
          + """
          awk '
            NR == 1 && $0 != "VERSION 3" { exit 1 }
            !listed && sub(/^APT::Architecture=/, "") { native = $0 }
            listed && $6 == "-" { print $1, ($3 == native || $3 == "all" ? "-" : $3), $2, "-" }
            listed && $6 != "-" { print $1, $7, $2, $6 }
            $0 == "" { listed = 1 }
            END { exit !listed }
          ' > asked || blind 'apt does not tell its hook what it is about to do in a way that is known'
          compare asked
          snapshot before || blind 'what is installed cannot be listed or written down'
          keep plan before
          """;

  /** Reads a simulation. */
  static final String SIMULATED =
      """
      simulated() {
        awk '
          /^(Inst|Conf|Remv|Purg) / {
            name = $2; arch = "-"; from = "-"; to = "-"
            if (split(name, parts, ":") == 2) { name = parts[1]; arch = parts[2] }
            candidate = 3
            if ($3 ~ /^\\[/) { from = substr($3, 2, length($3) - 2); candidate = 4 }
            if ($1 == "Inst" || $1 == "Conf") {
              to = substr($candidate, 2)
              if (match($0, /\\[[^] ]+\\]\\)/)) arch = substr($0, RSTART + 1, RLENGTH - 3)
            }
            if ($1 == "Inst") unpacked[$2] = 1
            if ($1 == "Conf") { if ($2 in unpacked) next; from = to }
            print name, arch, from, to
          }
        '
      }
      """;

  private AptGuard() {}

  /** A plan as the hook tells it. */
  static String expected(List<PackageChange> plan) {
    return plan.stream().map(change -> line(change) + "\n").collect(Collectors.joining());
  }

  /** A change as the hook tells it. */
  static String line(PackageChange change) {
    return String.join(
        " ", change.name(), field(change.arch()), field(change.from()), field(change.to()));
  }

  private static String field(@Nullable String value) {
    return value == null ? "-" : value;
  }
}
