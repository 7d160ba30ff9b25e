package dev.tendhost.exec;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.RemoteExecutorProvider;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.internal.hostkey.KnownHostsFiles;
import dev.tendhost.exec.internal.identity.StandardIdentities;
import dev.tendhost.exec.internal.route.Routes;
import dev.tendhost.exec.internal.ssh.Engine;
import dev.tendhost.exec.ssh.BecomeRoot;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import dev.tendhost.exec.ssh.SshSettings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Runs commands on hosts over SSH, by the rules of {@link RemoteExecutor}. It needs a POSIX {@code
 * sh} on the host, whatever the login shell is.
 *
 * <p><b>Connections.</b> A host has one connection, opened by the first command, shared by all that
 * run at the same time and kept open. Of a name all addresses are tried, in the order of the
 * resolver and within {@link SshLimits#connectTimeout}, until one takes the connection. A server
 * that has gone silent is asked for signs of life and given up after {@link
 * SshLimits#missedHeartbeats} of them; the next command opens a new connection. An opening that
 * fails is the error of all commands that wait for it, and nothing is tried again until the next
 * command; only a server that has no room for one more login is tried again, within {@link
 * SshLimits#connectTimeout}. A command's time-out counts from its request: one that is still
 * waiting then fails with TIMEOUT, and nothing was run.
 *
 * <p><b>Host keys</b> are looked up before anything is sent, and a new one that the policy accepts
 * is stored before the login begins. HOST_KEY_UNKNOWN, HOST_KEY_CHANGED and HOST_KEY_REVOKED show
 * the fingerprints.
 *
 * <p><b>Errors.</b> UNREACHABLE: no connection, and what to check. AUTHENTICATION: what was tried
 * and what the server would allow. LOGINS_REFUSED: the host is booting or shutting down.
 * KEY_UNUSABLE: a key of ours. INVALID_CONFIGURATION: settings or the ssh_config file. UNSUPPORTED:
 * no algorithm in common; SHA-1, CBC and groups of 1024 bits are never used. CONNECTION_LOST: it
 * broke while the command ran. Errors on the way through jump hosts name the machine at fault.
 *
 * <p><b>Jump hosts.</b> The connection to a jump host is shared by all hosts of a provider behind
 * it, opened with the secrets of the first of them, and dropped when none goes through it any more.
 * So a provider is one domain of trust: hosts whose secrets must not serve each other need
 * providers of their own. No port is opened on this machine.
 *
 * <p><b>Root.</b> {@link Command#asRoot} runs plainly for who logs in as root. Anybody else goes
 * through {@code sudo -n}; the rule {@code user ALL=(ALL) NOPASSWD: ALL} in sudoers lets everything
 * through, and a narrow one has to name the programs, and {@code sh} for scripts. Where sudo wants
 * a password, {@code sudo -k -S} runs {@code sh} as root, which gets the command as its input: the
 * rule then has to allow {@code sh}, as {@code user ALL=(ALL) ALL} does. The password is asked of
 * the secret source as {@link dev.tendhost.core.port.Secret#SUDO_PASSWORD} each time, given to sudo
 * only when it asks, and never to the command. The source has two minutes to answer, within the
 * command's time-out. Ending such a command needs {@code sh} as well. What a command says like sudo
 * is its result: sudo is asked again whether it refuses it (by {@code -D} and {@code -l}, which run
 * nothing), and a command that may have run is never run a second time.
 *
 * <p><b>Passphrases.</b> An encrypted key is opened once for all hosts of a provider and kept in
 * memory. The secret source is asked again for a passphrase that did not open it, three times in
 * all, unless it tells the same one again.
 *
 * <p><b>Threads.</b> All are daemons and few, none belongs to a host: two or more for the I/O of a
 * provider, from its first connection to the close of its last executor, and up to a fixed number
 * of others that end when they are idle. Up to 16 of those complete futures, and another 16 call
 * listeners and secret sources: what blocks there against the rules delays what comes behind it,
 * but neither a time-out nor the heartbeat of a connection.
 *
 * <p><b>Closing.</b> Whoever called {@link #create} closes the executor; those of a {@link
 * #provider} are closed by the fleet. That ends what runs (TERM, two seconds later KILL) and takes
 * less than four seconds, also if the host answers no more.
 *
 * <table>
 * <caption>Settings of a host</caption>
 * <tr><th>key</th><th>value</th></tr>
 * <tr><td>{@link SshSettings#HOST_KEY}</td><td>the one host key that is trusted</td></tr>
 * <tr><td>{@link SshSettings#KNOWN_HOSTS}</td><td>the known_hosts file for this host</td></tr>
 * <tr><td>{@link SshSettings#IDENTITY}</td><td>the file of its private key</td></tr>
 * <tr><td>{@link SshSettings#JUMP}</td><td>the machines to go through</td></tr>
 * <tr><td>{@link SshSettings#BECOME_ROOT}</td><td>how commands become root</td></tr>
 * <tr><td>{@link SshSettings#DEFAULT_USER}</td><td>who logs in where nothing else says</td></tr>
 * </table>
 *
 * <p>Nothing that a server asks for is granted: no agent, no X11, no forwarding of ports.
 */
public final class SshExecutor {
  private SshExecutor() {}

  /**
   * An executor by itself, which shares nothing with others. It connects to nothing yet.
   *
   * @param host the host; its settings may be those named above
   * @param options how it is reached
   * @param secrets where to ask for passwords and passphrases, at the time of use
   * @param listener to be told of its connections, from any thread
   * @return a new executor, for the caller to close
   * @throws TendhostException INVALID_CONFIGURATION if {@link SshSettings#BECOME_ROOT} is set to
   *     another word
   */
  public static RemoteExecutor create(
      ManagedHost host, SshOptions options, SecretSource secrets, ConnectionListener listener) {
    return provider(options).create(host, secrets, listener);
  }

  /**
   * Makes executors that share connections' limits, jump hosts and threads. It holds nothing open
   * by itself: threads come with the first connection and go with the last executor. Its executors
   * are closed by the fleet they are made for, or by whoever called create; that throws as {@link
   * #create} does.
   *
   * @param options how hosts are reached
   * @return a provider, safe for any thread
   */
  public static RemoteExecutorProvider provider(SshOptions options) {
    Path home = Path.of(System.getProperty("user.home", "/"));
    String user = System.getProperty("user.name", "root");
    Engine engine =
        new Engine(
            options.limits(),
            new KnownHostsFiles(options.hostKeys(), home, Engine.workers()),
            new StandardIdentities(options));
    Routes routes = new Routes(options, home, user, Engine.workers());
    return (host, secrets, listener) ->
        engine.executor(host, () -> routes.of(host), becomeRoot(host, options), secrets, listener);
  }

  private static BecomeRoot becomeRoot(ManagedHost host, SshOptions options) {
    String word = host.setting(SshSettings.BECOME_ROOT).orElse(null);
    if (word == null) {
      return options.becomeRoot();
    }
    for (BecomeRoot way : BecomeRoot.values()) {
      if (way.name().toLowerCase(Locale.ROOT).equals(word)) {
        return way;
      }
    }
    throw new TendhostException(
        new FleetError(
            FailureKind.INVALID_CONFIGURATION,
            host.name(),
            "the setting "
                + SshSettings.BECOME_ROOT
                + " is "
                + word
                + "; write auto, sudo or never",
            null,
            Map.of("setting", SshSettings.BECOME_ROOT)),
        null);
  }
}
