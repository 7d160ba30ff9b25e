package dev.tendhost.pkg.internal.dnf;

/**
 * Shell functions of the jobs: {@code transact LIMIT COMMAND...} lets dnf show what it would do and
 * then says yes only if {@code approved} does. So what is done is what was looked at, as it is the
 * same run of dnf; and dnf is never told to say yes by itself, which would import any key.
 */
final class JobFunctions {
  /** The exit code of a job that would not do what was planned; it did nothing. */
  static final int DRIFTED = 90;

  /** The exit code of a job that could not look before it acts; it did nothing. */
  static final int BLIND = 91;

  /** The exit code of a job that did not get the lock, as dnf 4 has it; it did nothing. */
  static final int LOCKED = 200;

  /** Stands in a job's output before each of its runs of dnf. */
  static final String MARK = "tendhost: dnf is asked";

  /** Of dnf's table what would be done: no sizes, no repositories, and nothing that it skips. */
  private static final String ACTIONS =
      """
      actions() {
        awk '
            function row() {
              if (n > 2 && part !~ /^Skip/) {
                print part, w[1], w[2], w[3], (w[1] == "replacing" && n > 3 ? w[4] : "")
              }
              n = 0
            }
            /^ ?Package +Arch/ { on = 1; next }
            /^Transaction Summary/ { row(); on = 0 }
            !on || /^ *$/ || /^=+$/ || /^[(]/ { next }
            /^[^ ].*:$/ { row(); part = $0; next }
            /^ [^ ]/ || $1 == "replacing" { row() }
            { for (i = 1; i <= NF; i++) w[++n] = $i }' |
          sed 's/ *$//' | LC_ALL=C sort
      }
      """;

  /** What dnf itself keeps of its last transaction. */
  private static final String RECALLED =
      """
      recalled() {
        tell "$1" "$(TOOL -q -C PLAIN history info last 2>/dev/null |
          sed -n -e 's/^Transaction ID *: */id /p' -e 's/^Return-Code *: */state /p' \\
            -e 's/^Status *: */state /p')"
      }
      """;

  /** Each file has its count behind the last line, and is on the disk before anything is done. */
  private static final String KEEP =
      """
      keep() { mv "$1.new" "$1" && sync "$1" .; }
      snapshot() { (installed "$1") > "$1.new" && keep "$1"; }
      recall() { recalled "$1" > "$1.new" && keep "$1"; }
      """;

  private static final String TRANSACT =
      """
      alive() {
        case "$(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null)" in ''|[ZX]*) return 1 ;; esac
      }
      late() { [ "$(date +%s)" -ge "$limit" ]; }
      asks() { tail -c 60 shown | grep -q 'Is this ok .*: *$'; }
      waits() {
        grep -q '^Waiting for a lock on' shown &&
          ! grep -q -e '^Updating and loading' -e '^Repositories loaded' shown
      }
      look() { tail -c "+$begun" out > shown; }
      once() {
        echo 'MARK'
        begun=$(($(wc -c < out) + 1))
        rm -f before answer && mkfifo answer && exec 3<> answer || return BLIND
        "$@" < answer 3>&- &
        dnf=$!
        while alive "$dnf" && look && ! asks; do
          if waits && late; then kill "$dnf"; exec 3>&-; wait "$dnf"; return LOCKED; fi
          sleep 0.2
        done
        look
        answered=no
        if grep -q '^Transaction Summary' shown && alive "$dnf" && asks; then
          actions < shown > now
          if ! approved; then answered=DRIFTED
          elif ! ready; then answered=BLIND
          else answered=yes; echo y >&3
          fi
        fi
        exec 3>&-
        wait "$dnf"
        code=$?
        if [ $answered = no ] && [ $code = 0 ]; then answered=DRIFTED; : > now; fi
        others=$(holders | grep -v "^$dnf ")
        if [ $answered = DRIFTED ] && [ -n "$others" ]; then
          echo "lock held by process $others"
          answered=LOCKED
        fi
        case $answered in yes|no) return $code ;; *) return $answered ;; esac
      }
      transact() {
        limit=$(($(date +%s) + $1))
        shift
        while :; do
          held=$(holders | head -n 1)
          if [ -n "$held" ]; then
            echo 'MARK'
            echo "lock held by process $held"
            code=LOCKED
          else
            once "$@"
            code=$?
          fi
          if [ "$code" != LOCKED ] || late; then return "$code"; fi
          sleep 1
        done
      }
      """;

  private JobFunctions() {}

  /**
   * {@code installed NAME} and {@code recalled NAME} tell lists: packages, the last transaction.
   */
  static String reading(DnfTool tool) {
    String installed = "installed() { ask \"$1\" rpm -qa --qf '" + Installed.FORMAT + "'; }\n";
    return Told.FUNCTIONS
        + installed
        + RECALLED.replace("TOOL", tool.program()).replace("PLAIN", DnfScripts.PLAIN);
  }

  static String of(DnfTool tool) {
    String acting =
        (DnfScripts.HOLDERS + ACTIONS + KEEP + TRANSACT)
            .replace("MARK", MARK)
            .replace("DRIFTED", String.valueOf(DRIFTED))
            .replace("BLIND", String.valueOf(BLIND))
            .replace("LOCKED", String.valueOf(LOCKED));
    return reading(tool) + acting;
  }
}
