package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.exec.internal.Ticker;
import dev.tendhost.exec.internal.hostkey.KnownLine.Role;
import dev.tendhost.exec.ssh.HostKeyPolicy.Unknown;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.sshd.common.config.keys.OpenSshCertificate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of known_hosts about one machine, and what follows from them; as ssh(1) decides, but a
 * revoked key is refused under both names.
 *
 * @param name what its key is filed under
 * @param principal what certificates have to be for: the name without a port
 * @param named the lines under that name
 * @param portless the lines under the name without a port, which ssh(1) believes too if they hold
 *     the key that is shown; empty if the name has no port
 * @param pinned the fingerprint that decides alone
 * @param unknown what happens to a key of a machine that is not known
 * @param file where its key would be added
 */
record FoundKeys(
    String name,
    String principal,
    List<KnownLine> named,
    List<KnownLine> portless,
    @Nullable String pinned,
    Unknown unknown,
    Path file)
    implements KnownKeys {

  @Override
  public List<String> order(List<String> supported) {
    boolean authority = pinned == null && lines(Role.AUTHORITY).findAny().isPresent();
    Set<String> types =
        lines(Role.HOST)
            .map(KnownLine::key)
            .filter(key -> pinned == null || pinned.equals(key.fingerprint()))
            .map(SshKey::type)
            .collect(Collectors.toSet());
    List<String> first = new ArrayList<>();
    List<String> last = new ArrayList<>();
    for (String algorithm : supported) {
      if (SshKey.isCertificate(algorithm)) {
        if (authority) {
          first.add(algorithm);
        }
      } else {
        (types.contains(SshKey.typeFor(algorithm)) ? first : last).add(algorithm);
      }
    }
    first.addAll(last);
    return first.isEmpty() ? supported : first;
  }

  @Override
  public boolean check(PublicKey key) {
    SshKey shown = SshKey.of(key);
    @Nullable OpenSshCertificate certificate = key instanceof OpenSshCertificate c ? c : null;
    refuseRevoked(shown, certificate);
    if (pinned != null) {
      if (pinned.equals(shown.fingerprint())) {
        return true;
      }
      throw HostKeyFaults.notPinned(name, shown, pinned);
    }
    Optional<String> problem = Optional.empty();
    if (certificate != null) {
      problem = problem(certificate);
      if (problem.isEmpty()) {
        return true;
      }
    }
    return known(shown, problem.orElse(null));
  }

  private void refuseRevoked(SshKey shown, @Nullable OpenSshCertificate certificate) {
    @Nullable SshKey authority = certificate == null ? null : SshKey.of(certificate.getCaPubKey());
    lines(Role.REVOKED)
        .filter(line -> line.key().equals(shown) || line.key().equals(authority))
        .findFirst()
        .ifPresent(
            line -> {
              throw HostKeyFaults.revoked(name, shown, line);
            });
  }

  private Optional<String> problem(OpenSshCertificate certificate) {
    SshKey authority = SshKey.of(certificate.getCaPubKey());
    if (lines(Role.AUTHORITY).noneMatch(line -> line.key().equals(authority))) {
      return Optional.of("its authority " + authority.display() + " is not known for this host");
    }
    return HostCertificate.problem(certificate, principal, Ticker.wallClock());
  }

  private boolean known(SshKey shown, @Nullable String certificateProblem) {
    List<KnownLine> hosts = named.stream().filter(line -> line.role() == Role.HOST).toList();
    if (hosts.stream().anyMatch(line -> line.key().equals(shown))) {
      return true;
    }
    if (!hosts.isEmpty()) {
      Stream<KnownLine> alike = hosts.stream().filter(l -> l.key().type().equals(shown.type()));
      throw HostKeyFaults.changed(name, shown, alike.findFirst().orElse(hosts.get(0)));
    }
    if (portless.stream().anyMatch(l -> l.role() == Role.HOST && l.key().equals(shown))) {
      return true;
    }
    if (unknown == Unknown.ACCEPT) {
      return false;
    }
    throw HostKeyFaults.unknown(name, shown, file, certificateProblem);
  }

  private Stream<KnownLine> lines(Role role) {
    return Stream.concat(named.stream(), portless.stream()).filter(line -> line.role() == role);
  }
}
