package dev.tendhost.exec.ssh;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How hosts are reached over SSH, for all hosts of one provider; immutable, holds no secret. What a
 * host's own settings say ({@link SshSettings}) goes first, then this, then {@link #configFile}.
 *
 * @param hostKeys which host keys are trusted; {@link HostKeyPolicy#strict} by default
 * @param identities files of private keys, OpenSSH format or PEM, tried in that order; empty:
 *     {@code id_ed25519}, {@code id_ecdsa} and {@code id_rsa} in {@code ~/.ssh}, as far as they are
 *     there
 * @param agent whether the SSH agent at {@code SSH_AUTH_SOCK} is asked for keys; true by default
 * @param password whether the secret source is asked for a password, and for answers to
 *     keyboard-interactive questions, when no key was accepted; false by default
 * @param configFile an ssh_config(5) file such as {@code ~/.ssh/config}, of which HostName, Port,
 *     User, IdentityFile, IdentitiesOnly, IdentityAgent, HostKeyAlias, ProxyJump, Include,
 *     IgnoreUnknown, Host, and Match by all, host, originalhost, user and localuser are honoured,
 *     for hosts by their address. PubkeyAuthentication, PasswordAuthentication,
 *     KbdInteractiveAuthentication and PreferredAuthentications take away methods, and add none.
 *     Its Port and User count where the host's are not said. A line that would lead elsewhere if it
 *     were ignored (ProxyCommand, BindAddress, BindInterface, CanonicalizeHostname,
 *     RevokedHostKeys, Match by anything else) is an error where it applies, and a keyword that
 *     ssh(1) does not know is one anywhere; other lines are ignored. Null, the default: none is
 *     read
 * @param becomeRoot how commands become root; {@link BecomeRoot#AUTO} by default
 * @param limits how long is waited and how much is done at once
 */
public record SshOptions(
    HostKeyPolicy hostKeys,
    List<Path> identities,
    boolean agent,
    boolean password,
    @Nullable Path configFile,
    BecomeRoot becomeRoot,
    SshLimits limits) {
  private static final SshOptions DEFAULTS =
      new SshOptions(
          HostKeyPolicy.strict(),
          List.of(),
          true,
          false,
          null,
          BecomeRoot.AUTO,
          SshLimits.defaults());

  /** Copies the list. */
  public SshOptions {
    identities = List.copyOf(identities);
  }

  /**
   * The defaults named above.
   *
   * @return the options
   */
  public static SshOptions defaults() {
    return DEFAULTS;
  }

  /**
   * The same with another policy for host keys.
   *
   * @param value which host keys are trusted
   * @return a copy
   */
  public SshOptions withHostKeys(HostKeyPolicy value) {
    return new SshOptions(value, identities, agent, password, configFile, becomeRoot, limits);
  }

  /**
   * The same with these private keys instead.
   *
   * @param files the files, in the order they are tried
   * @return a copy
   */
  public SshOptions withIdentities(Path... files) {
    return new SshOptions(
        hostKeys, List.of(files), agent, password, configFile, becomeRoot, limits);
  }

  /**
   * The same with the agent, or without it.
   *
   * @param value whether it is asked
   * @return a copy
   */
  public SshOptions withAgent(boolean value) {
    return new SshOptions(hostKeys, identities, value, password, configFile, becomeRoot, limits);
  }

  /**
   * The same with passwords, or without them.
   *
   * @param value whether the secret source is asked for them
   * @return a copy
   */
  public SshOptions withPassword(boolean value) {
    return new SshOptions(hostKeys, identities, agent, value, configFile, becomeRoot, limits);
  }

  /**
   * The same with an ssh_config(5) file, or without one.
   *
   * @param file the file; null for none
   * @return a copy
   */
  public SshOptions withConfigFile(@Nullable Path file) {
    return new SshOptions(hostKeys, identities, agent, password, file, becomeRoot, limits);
  }

  /**
   * The same with another way to root.
   *
   * @param value how commands become root
   * @return a copy
   */
  public SshOptions withBecomeRoot(BecomeRoot value) {
    return new SshOptions(hostKeys, identities, agent, password, configFile, value, limits);
  }

  /**
   * The same with other limits.
   *
   * @param value how long is waited and how much is done at once
   * @return a copy
   */
  public SshOptions withLimits(SshLimits value) {
    return new SshOptions(hostKeys, identities, agent, password, configFile, becomeRoot, value);
  }
}
