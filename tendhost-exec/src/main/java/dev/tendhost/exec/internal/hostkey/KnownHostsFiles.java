package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.api.FailureKind;
import dev.tendhost.exec.internal.Blocking;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.FileCache;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Knows the keys that stand in known_hosts files. */
public final class KnownHostsFiles implements HostKeys {
  private static final Path SYSTEM = Path.of("/etc/ssh/ssh_known_hosts");
  private static final Pattern FINGERPRINT = Pattern.compile("SHA256:[A-Za-z0-9+/]{43}=?");

  /** What would end a name in a file, or make a pattern, a marker, a comment or a hash of it. */
  private static final Pattern UNWRITABLE = Pattern.compile("[\\x00-\\x20\\x7f,*?]|^[!@#|]|^$");

  private final HostKeyPolicy policy;
  private final List<Path> defaults;
  private final Executor workers;
  private final FileCache<KnownHosts> files = new FileCache<>("known_hosts", KnownHosts::parse);

  /**
   * By a policy.
   *
   * @param policy which keys are trusted
   * @param home the home directory of the user who runs this
   * @param workers threads that may wait for a disk
   */
  public KnownHostsFiles(HostKeyPolicy policy, Path home, Executor workers) {
    this.policy = policy;
    this.workers = workers;
    this.defaults =
        policy.knownHosts().isEmpty()
            ? List.of(home.resolve(".ssh/known_hosts"), SYSTEM)
            : policy.knownHosts();
  }

  @Override
  public Future<KnownKeys> of(Hop hop) {
    return Blocking.call(workers, () -> find(hop));
  }

  @Override
  public Future<Void> remember(Hop hop, PublicKey key) {
    return Blocking.call(workers, () -> keep(hop, key));
  }

  private FoundKeys find(Hop hop) {
    String name = KnownNames.encode(hop.keyName());
    String address = KnownNames.encode(hop.address());
    boolean alias = !hop.keyName().equals(Hop.filedUnder(hop.address(), hop.port()));
    boolean portless = !alias && !name.equals(address);
    List<KnownLine> named = new ArrayList<>();
    List<KnownLine> plain = new ArrayList<>();
    for (Path file : files(hop)) {
      KnownHosts content = files.read(file);
      named.addAll(content.of(name));
      if (portless) {
        plain.addAll(content.of(address));
      }
    }
    return new FoundKeys(
        name,
        alias ? name : address,
        named,
        plain,
        pinned(hop),
        policy.unknown(),
        files(hop).get(0));
  }

  private @Nullable Void keep(Hop hop, PublicKey key) {
    FoundKeys before = find(hop);
    if (UNWRITABLE.matcher(before.name()).find()) {
      throw HostKeyFaults.unwritable(hop.keyName());
    }
    String line = before.name() + " " + SshKey.of(key).line();
    try {
      KnownHostsWriter.add(before.file(), line, () -> !find(hop).check(key));
    } catch (IOException e) {
      throw new Fault(
          FailureKind.STORE_FAILED,
          "the key of "
              + hop.keyName()
              + " could not be added to "
              + before.file()
              + " ("
              + e
              + "), so it is not used; let this user write to that file and its directory, or add"
              + " the key there beforehand",
          Map.of("file", before.file().toString(), "name", hop.keyName()),
          e);
    }
    return null;
  }

  private List<Path> files(Hop hop) {
    return hop.knownHosts().isEmpty() ? defaults : hop.knownHosts();
  }

  private static @Nullable String pinned(Hop hop) {
    String pinned = hop.pinnedKey();
    if (pinned == null) {
      return null;
    }
    if (!FINGERPRINT.matcher(pinned).matches()) {
      throw HostKeyFaults.noFingerprint(hop.address(), pinned);
    }
    return pinned.endsWith("=") ? pinned.substring(0, pinned.length() - 1) : pinned;
  }
}
