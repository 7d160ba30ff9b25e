package dev.tendhost.pkg.internal.apt;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of apt's Status-Fd, as README.progress-reporting of apt has it, or of dpkg's own, which
 * tells no percent. The texts are translated and only shown.
 *
 * @param kind what it tells of
 * @param subject the package, the file or {@code dpkg-exec}
 * @param percent of this run of apt, 0 to 100
 * @param text for people
 */
record StatusLine(Kind kind, String subject, double percent, String text) {
  private static final Pattern LINE =
      Pattern.compile(
          "(dlstatus|pmstatus|pmerror|pmconffile):(.*?):(\\d{1,3}(?:\\.\\d{1,9})?):(.*)");

  private static final Pattern DPKG_WORKS = Pattern.compile("processing: (\\S+): (.+)");
  private static final Pattern DPKG_FAILS = Pattern.compile("status: (.+?) ?: error : (.*)");

  /** What a line tells of. */
  enum Kind {
    DLSTATUS,
    PMSTATUS,
    PMERROR,
    PMCONFFILE
  }

  /** Nothing for a line of another kind: later versions may add some. */
  static Optional<StatusLine> parse(String line) {
    Matcher works = DPKG_WORKS.matcher(line);
    if (works.matches()) {
      return Optional.of(new StatusLine(Kind.PMSTATUS, works.group(2), 0, works.group(1)));
    }
    Matcher fails = DPKG_FAILS.matcher(line);
    if (fails.matches()) {
      return Optional.of(new StatusLine(Kind.PMERROR, fails.group(1), 0, fails.group(2)));
    }
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Kind kind =
        switch (matcher.group(1)) {
          case "dlstatus" -> Kind.DLSTATUS;
          case "pmstatus" -> Kind.PMSTATUS;
          case "pmerror" -> Kind.PMERROR;
          default -> Kind.PMCONFFILE;
        };
    double percent = Math.min(100, Double.parseDouble(matcher.group(3)));
    return Optional.of(new StatusLine(kind, matcher.group(2), percent, matcher.group(4)));
  }

  /** Whether dpkg itself was at work. */
  boolean ofDpkg() {
    return kind != Kind.DLSTATUS;
  }
}
