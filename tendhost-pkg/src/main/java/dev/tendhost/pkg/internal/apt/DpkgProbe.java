package dev.tendhost.pkg.internal.apt;

import dev.tendhost.core.port.Framed;
import dev.tendhost.core.port.Garbled;
import java.util.List;

/**
 * What dpkg's own files say of transactions that did not end: what apt-get -s counts as "not fully
 * installed", and also what it hides: triggers that wait, and dpkg's journal.
 *
 * @param arch the host's own architecture
 * @param unfinished packages and their state, such as {@code base-files (half-configured)}
 * @param journal whether dpkg was interrupted and left its journal
 */
record DpkgProbe(String arch, List<String> unfinished, boolean journal) {

  /**
   * The script.
   *
   * @param options words for apt-config that name another status file, quoted; may be empty
   */
  static String script(String options) {
    return Framed.script(
        """
        status=
        arch=
        eval "$(apt-config @ shell status Dir::State::status/f arch APT::Architecture)"
        echo "arch $arch"
        awk '
          /^Package: / { name = $2 }
          /^Status: / && ($3 != "ok" || $4 !~ /^(installed|not-installed|config-files)$/) {
            print "unfinished " name " (" $4 ($3 == "ok" ? "" : ", " $3) ")"
          }' "$status" && echo "status read"
        journal=no
        for file in "${status%/*}"/updates/[0-9]*; do
          if [ -e "$file" ]; then journal=yes; fi
        done
        echo "journal $journal"
        """
            .replace("@", options));
  }

  static DpkgProbe parse(String output) {
    List<String> lines = Framed.lines(output);
    if (!Framed.value(lines, "status").equals("read")) {
      throw new Garbled("the probe does not tell that it read dpkg's status");
    }
    boolean journal = Framed.value(lines, "journal").equals("yes");
    String arch = Framed.value(lines, "arch");
    return new DpkgProbe(arch, Framed.values(lines, "unfinished"), journal);
  }

  /** The same for a copy of a status: the journal beside it is not dpkg's. */
  DpkgProbe withoutJournal() {
    return new DpkgProbe(arch, unfinished, false);
  }
}
