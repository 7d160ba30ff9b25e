package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.ssh.SshSettings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why a machine's key is not trusted, and what to do. All that is shown is public. */
final class HostKeyFaults {
  private HostKeyFaults() {}

  /** A key of a machine of which none is known. */
  static Fault unknown(String name, SshKey shown, Path file, @Nullable String certificateProblem) {
    Map<String, String> details = details(name, shown);
    details.put("line", name + " " + shown.line());
    String certificate = "";
    if (certificateProblem != null) {
      details.put("certificate", certificateProblem);
      certificate = " (it has a certificate, which does not count: " + certificateProblem + ")";
    }
    return new Fault(
        FailureKind.HOST_KEY_UNKNOWN,
        "the key of "
            + name
            + " is not known: "
            + shown.display()
            + certificate
            + "; compare it with what \""
            + listing(shown)
            + "\" shows on the host itself, then add the line in these details to "
            + file
            + ", or set "
            + SshSettings.HOST_KEY
            + " to "
            + shown.fingerprint(),
        details);
  }

  /** Another key than the known one. */
  static Fault changed(String name, SshKey shown, KnownLine known) {
    Map<String, String> details = details(name, shown);
    details.put("knownKeyType", known.key().type());
    details.put("knownFingerprint", known.key().fingerprint());
    details.put("knownAt", known.place());
    return new Fault(
        FailureKind.HOST_KEY_CHANGED,
        "the key of "
            + name
            + " is not the known one: it shows "
            + shown.display()
            + ", known is "
            + known.key().display()
            + " ("
            + known.place()
            + "); somebody may be in between, nothing was sent. If the host was installed anew,"
            + " compare with \""
            + listing(shown)
            + "\" on the host itself and take the old key out of that line",
        details);
  }

  /** Another key than the pinned one. */
  static Fault notPinned(String name, SshKey shown, String pinned) {
    Map<String, String> details = details(name, shown);
    details.put("knownFingerprint", pinned);
    details.put("knownAt", SshSettings.HOST_KEY);
    return new Fault(
        FailureKind.HOST_KEY_CHANGED,
        "the key of "
            + name
            + " is not the one set by "
            + SshSettings.HOST_KEY
            + ": it shows "
            + shown.display()
            + ", set is "
            + pinned
            + "; somebody may be in between, nothing was sent. If the host was installed anew, or"
            + " another of its keys was set, compare with \""
            + listing(shown)
            + "\" on the host itself and set that one",
        details);
  }

  /** A key, or the authority that signed it, that is marked. */
  static Fault revoked(String name, SshKey shown, KnownLine line) {
    Map<String, String> details = details(name, shown);
    details.put("revokedAt", line.place());
    String whose =
        line.key().equals(shown) ? "" : ", whose certificate is by " + line.key().display();
    return new Fault(
        FailureKind.HOST_KEY_REVOKED,
        "the key of "
            + name
            + ", "
            + shown.display()
            + whose
            + ", is marked as revoked ("
            + line.place()
            + "); give the host a new key",
        details);
  }

  /** A setting that is no fingerprint. */
  static Fault noFingerprint(String name, String pinned) {
    return new Fault(
        FailureKind.INVALID_CONFIGURATION,
        "the setting "
            + SshSettings.HOST_KEY
            + " of "
            + name
            + " is no fingerprint: \""
            + pinned
            + "\"; it has the form SHA256:…, as \"ssh-keygen -lf\" shows it",
        Map.of("setting", SshSettings.HOST_KEY, "value", pinned));
  }

  /** A name that would be something else in a file. */
  static Fault unwritable(String name) {
    return new Fault(
        FailureKind.INVALID_CONFIGURATION,
        "the key of \"" + name + "\" cannot be kept: known_hosts cannot hold such a name",
        Map.of("name", name));
  }

  private static Map<String, String> details(String name, SshKey shown) {
    Map<String, String> details = new HashMap<>();
    details.put("name", name);
    details.put("keyType", shown.type());
    details.put("fingerprint", shown.fingerprint());
    return details;
  }

  /** How the fingerprint is shown on the host, where Debian, Fedora and most others keep keys. */
  private static String listing(SshKey key) {
    String type = key.type();
    String file = type.contains("ed25519") ? "ed25519" : type.contains("ecdsa") ? "ecdsa" : "rsa";
    return "ssh-keygen -lf /etc/ssh/ssh_host_" + file + "_key.pub";
  }
}
