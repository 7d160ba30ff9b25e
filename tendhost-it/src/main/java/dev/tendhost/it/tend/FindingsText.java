package dev.tendhost.it.tend;

import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What was found out about a host, as text. */
final class FindingsText {
  private final Findings findings;
  private final int width;
  private final boolean last;
  private final List<StyledLine> lines = new ArrayList<>();

  private FindingsText(Findings findings, int width, boolean last) {
    this.last = last;
    this.findings = findings;
    this.width = width;
  }

  static List<StyledLine> of(Findings findings, int width) {
    return of(findings, width, true);
  }

  /** Where it is not the last word, it does not say that nothing was changed. */
  static List<StyledLine> of(Findings findings, int width, boolean last) {
    FindingsText text = new FindingsText(findings, width, last);
    text.problems();
    text.changes();
    text.heldBack();
    text.unchecked();
    text.metadata();
    text.reboot();
    text.conclusion();
    return text.lines;
  }

  private void problems() {
    if (findings.problems() == 0) {
      return;
    }
    heading(Style.RED_BOLD, "PROBLEMS: look at these before any update");
    for (PackageInventory manager : findings.inventory().managers()) {
      manager
          .problems()
          .forEach(problem -> text(Style.RED, "  ! ", manager.manager() + ": " + problem));
    }
  }

  private void changes() {
    if (findings.changes() == 0) {
      return;
    }
    String security =
        findings.security() == 0 ? "no security fix known" : findings.security() + " for security";
    heading(
        Style.BOLD,
        "UPDATES: " + Text.count(findings.changes(), "package") + " to change, " + security);
    lines.addAll(ChangesTable.of(findings.plans(), width));
  }

  private void heldBack() {
    if (findings.heldBack() == 0) {
      return;
    }
    heading(
        Style.BOLD,
        "HELD BACK: "
            + Text.count(findings.heldBack(), "package")
            + (findings.heldBack() == 1 ? " stays" : " stay")
            + " although newer is known");
    lines.addAll(HeldBackTable.of(findings, width));
  }

  private void unchecked() {
    if (findings.unchecked() == 0) {
      return;
    }
    heading(
        Style.BOLD,
        "NOT CHECKED: "
            + Text.count(findings.unchecked(), "package")
            + " of which nobody can tell whether newer is known");
    for (PackageInventory manager : findings.inventory().managers()) {
      manager
          .unchecked()
          .forEach(each -> text(Style.PLAIN, "  - ", each.name() + ": " + each.detail()));
    }
  }

  private void metadata() {
    heading(Style.BOLD, "METADATA: how old the package lists are");
    for (PackageInventory manager : findings.inventory().managers()) {
      Duration age = manager.metadataAge();
      boolean stale = findings.stale(age);
      String told =
          age == null ? "of UNKNOWN age" : Text.duration(age) + " old" + (stale ? ", STALE" : "");
      String limit = Text.duration(findings.maxMetadataAge());
      String advice =
          stale
              ? " (trusted for "
                  + limit
                  + "): newer versions may exist than are known here; --refresh fetches"
                  + " the lists first (needs root)"
              : "";
      text(stale ? Style.YELLOW : Style.PLAIN, "  ", manager.manager() + ": " + told + advice);
    }
  }

  private void reboot() {
    Verdict verdict = findings.reboot().verdict();
    String told =
        switch (verdict) {
          case REQUIRED -> "REQUIRED";
          case NOT_REQUIRED -> "not required";
          case UNKNOWN -> "unknown";
        };
    heading(verdict == Verdict.NOT_REQUIRED ? Style.BOLD : Style.YELLOW, "REBOOT: " + told);
    findings.reboot().reasons().forEach(reason -> text(Style.PLAIN, "  - ", reason));
  }

  private void conclusion() {
    lines.add(StyledLine.plain(""));
    boolean good = findings.upToDate();
    text(good ? Style.GREEN : Style.BOLD, "", findings.host() + ": " + verdict(good));
  }

  private String verdict(boolean good) {
    if (good) {
      return "up to date.";
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        findings.changes() == 0
            ? "no update to install is known"
            : Text.count(findings.changes(), "package") + " to update");
    if (findings.heldBack() > 0) {
      parts.add(findings.heldBack() + " held back");
    }
    if (findings.problems() > 0) {
      parts.add(Text.count(findings.problems(), "problem"));
    }
    if (findings.unchecked() > 0) {
      parts.add(findings.unchecked() + " not checked");
    }
    String stale =
        findings.stale()
            ? " The package lists are "
                + (findings.metadataAge() == null ? "of unknown age" : "stale")
                + ", so there may be more."
            : "";
    return String.join(", ", parts) + "." + stale + (last ? " No package was changed." : "");
  }

  private void heading(Style style, String text) {
    lines.add(StyledLine.plain(""));
    Text.wrap("", text, width).forEach(line -> lines.add(new StyledLine(style, line)));
  }

  private void text(Style style, String first, String text) {
    Text.wrap(first, text, Math.min(width, Text.PROSE))
        .forEach(line -> lines.add(new StyledLine(style, line)));
  }
}
