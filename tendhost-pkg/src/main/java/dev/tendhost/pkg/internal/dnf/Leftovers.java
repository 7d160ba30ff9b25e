package dev.tendhost.pkg.internal.dnf;

import dev.tendhost.core.port.Garbled;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an interrupted transaction may have left although no package is installed twice: dnf takes
 * such a host for up to date.
 *
 * @param busy who is in the middle of a transaction
 * @param obsoletes what installed packages say they replace
 * @param unended the number of dnf's last transaction if it never came to an end; else empty. An
 *     ordinary user cannot read dnf's history on every host, and then knows of none
 */
record Leftovers(List<String> busy, List<Obsoletes> obsoletes, List<String> unended) {
  /** A transaction that has no end twice, with nobody at work in between, will have none. */
  private static final String SCRIPT =
      """
      unended() {
        recorded |
          awk -F ' *: *' '
            $1 == "Transaction ID" { id = $2 }
            $1 == "End rpmdb" && $2 !~ /^[0-9a-f]/ { print id }'
      }
      last=$(unended)
      tell busy "$(holders; transacting)"
      if [ -n "$last" ] && [ "$(unended)" != "$last" ]; then last=; fi
      tell unended "$last"
      ask obsoletes rpm -qa --qf '%s'
      """
          .formatted(Obsoletes.FORMAT);

  private static final String RECORDED = "recorded() { query history info last 2>/dev/null; }\n";

  /** dnf believes that file as well, as long as there is such a process. */
  private static final String TRANSACTING_DNF4 =
      """
      transacting() {
        pid=$(cat /var/lib/dnf/rpmdb_lock.pid 2>/dev/null)
        if [ -n "$pid" ] && [ -e "/proc/$pid" ]; then echo "$pid (dnf)"; fi
      }
      """;

  private static final String TRANSACTING_DNF5 =
      """
      transacting() {
        for each in /var/lib/dnf/system-repo.lock /run/dnf/rpmtransaction.lock; do
          holding "$each"
        done
      }
      """;

  static String script(DnfTool tool) {
    return switch (tool.generation()) {
      // yum tells its history to nobody but root.
      case YUM3 -> "recorded() { :; }\ntransacting() { :; }\n" + SCRIPT;
      case DNF4 -> RECORDED + TRANSACTING_DNF4 + SCRIPT;
      case DNF5 -> RECORDED + TRANSACTING_DNF5 + SCRIPT;
    };
  }

  static Leftovers parse(String output) {
    Told told = Told.parse(output);
    List<String> unended = told.list("unended");
    if (unended.size() > 1 || !unended.stream().allMatch(id -> id.matches("\\d{1,9}"))) {
      throw Garbled.line("the number of a transaction", String.join("|", unended));
    }
    List<Obsoletes> obsoletes =
        told.list("obsoletes").stream().map(Obsoletes::parse).filter(Objects::nonNull).toList();
    return new Leftovers(told.list("busy"), obsoletes, unended);
  }

  /** What a person has to look at, a sentence each; nothing while somebody is at work. */
  List<String> problems(Installed installed) {
    List<String> problems = new ArrayList<>();
    if (!busy.isEmpty()) {
      return problems;
    }
    for (String id : unended) {
      problems.add(
          "dnf's transaction "
              + id
              + " was interrupted: look at 'dnf history info "
              + id
              + "' and 'dnf check'; 'dnf reinstall' repeats what it left half done");
    }
    for (Obsoletes each : obsoletes) {
      installed.packages().values().stream()
          .flatMap(List::stream)
          .filter(each::covers)
          .forEach(old -> problems.add(problem(old, each)));
    }
    return problems;
  }

  private static String problem(Nevra old, Obsoletes by) {
    return old.key()
        + " "
        + old.evr()
        + " is still installed although "
        + by.by()
        + " replaces it: an earlier transaction may have been interrupted; look at 'dnf check',"
        + " and remove it if nothing needs it";
  }
}
