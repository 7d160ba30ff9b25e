package dev.tendhost.core.domain;

import dev.tendhost.api.response.Vitals;
import java.util.ArrayList;
import java.util.List;

/**
 * How far a host has come up, by systemd's word for it (systemctl(1), is-system-running).
 *
 * @param stage how far
 * @param findings what is wrong, or worth knowing, a sentence each
 */
public record Up(Stage stage, List<String> findings) {
  /** How far a host has come. */
  public enum Stage {
    /** It is up. */
    UP,
    /** It is starting or still stopping. */
    NOT_YET,
    /** It is up, and something is wrong that was not before. */
    UNWELL
  }

  /**
   * Compares a host with how it was. Units that had failed before are told and held against nobody:
   * many a system is degraded for good.
   */
  public static Up of(Vitals before, Vitals now) {
    String word = now.system() == null ? "" : now.system();
    return switch (word) {
      case "initializing", "starting", "stopping" ->
          new Up(Stage.NOT_YET, List.of("systemd says " + word));
      case "maintenance" ->
          new Up(Stage.UNWELL, List.of("systemd says maintenance: only a rescue shell runs"));
      case "", "running", "degraded", "offline", "unknown" -> byUnits(word, before, now);
      default -> new Up(Stage.NOT_YET, List.of("systemd says " + word));
    };
  }

  private static Up byUnits(String word, Vitals before, Vitals now) {
    List<String> added = new ArrayList<>(now.failedUnits());
    added.removeAll(before.failedUnits());
    if (!added.isEmpty()) {
      return new Up(
          Stage.UNWELL, added.stream().map(unit -> unit + " failed, and had not before").toList());
    }
    List<String> findings = new ArrayList<>();
    now.failedUnits().forEach(unit -> findings.add(unit + " failed, as it had before"));
    if (word.equals("offline") || word.equals("unknown")) {
      findings.add("systemd says " + word);
    }
    return new Up(Stage.UP, List.copyOf(findings));
  }
}
