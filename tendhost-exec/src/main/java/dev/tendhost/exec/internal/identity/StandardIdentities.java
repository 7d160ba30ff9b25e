package dev.tendhost.exec.internal.identity;

import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.internal.route.LoginWays;
import dev.tendhost.exec.ssh.SshOptions;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keys from the environment, from files and from the agent, then passwords. Keeps decoded keys in
 * memory for as long as it lives, and no thread that has nothing to do.
 */
public final class StandardIdentities implements Identities {
  /** A private key, base64 of its whole file. */
  static final String KEY_VARIABLE = "TENDHOST_SSH_KEY";

  private static final List<String> DEFAULT_FILES = List.of("id_ed25519", "id_ecdsa", "id_rsa");

  private final SshOptions options;
  private final Map<String, String> environment;
  private final Path home;
  private final Agent agent;
  private final Map<Path, Agent> otherAgents = new ConcurrentHashMap<>();
  private final Workers workers = new Workers("tendhost-ssh-keys", 2);
  private final KeyFiles files = new KeyFiles(workers);

  public StandardIdentities(SshOptions options) {
    this(options, System.getenv(), Path.of(System.getProperty("user.home", "/")));
  }

  StandardIdentities(SshOptions options, Map<String, String> environment, Path home) {
    this(options, environment, home, Agent.of(options.agent(), environment));
  }

  StandardIdentities(SshOptions options, Map<String, String> environment, Path home, Agent agent) {
    Ed25519.register();
    this.options = options;
    this.environment = environment;
    this.home = home;
    this.agent = agent;
  }

  @Override
  public Future<Login> of(Hop hop, ManagedHost host, SecretSource secrets) {
    Asked asked = new Asked(host, secrets);
    List<Path> named = hop.identities().isEmpty() ? options.identities() : hop.identities();
    Wanted wanted =
        new Wanted(
            environment.get(KEY_VARIABLE),
            named.isEmpty() ? defaults() : named,
            !named.isEmpty(),
            hop.identitiesOnly());
    Agent holder = agent(hop.ways().agent());
    if (!hop.ways().allows("publickey")) {
      List<String> notes = List.of("no keys, by the ssh_config file");
      return login(hop, holder, new KeySearch.Keys(List.of(), List.of(), notes, null), asked);
    }
    return holder
        .find()
        .compose(found -> new KeySearch(wanted, found, files, workers, home, asked).run())
        .compose(keys -> login(hop, holder, keys, asked));
  }

  private Agent agent(@Nullable String named) {
    String socket =
        named != null && named.startsWith("$") ? environment.get(named.substring(1)) : named;
    if (named == null || !options.agent()) {
      return agent;
    }
    return socket == null || socket.equals(LoginWays.NO_AGENT)
        ? Agent.none("no agent, by the ssh_config file")
        : otherAgents.computeIfAbsent(Path.of(socket), Agent::at);
  }

  private Future<Login> login(Hop hop, Agent holder, KeySearch.Keys keys, Asked asked) {
    boolean nothing = keys.needed().isEmpty() && keys.further().isEmpty();
    if (nothing && !options.password() && keys.problem() != null) {
      return Future.failedFuture(keys.problem());
    }
    Passwords passwords = new Passwords(options.password(), hop.ways(), hop.display(), asked);
    return Future.succeededFuture(new OfferedLogin(keys, passwords, workers, holder.workers()));
  }

  private List<Path> defaults() {
    return DEFAULT_FILES.stream().map(name -> home.resolve(".ssh").resolve(name)).toList();
  }
}
