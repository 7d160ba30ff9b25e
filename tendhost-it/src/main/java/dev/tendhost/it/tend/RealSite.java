package dev.tendhost.it.tend;

import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.PackageManagerProvider;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.LocalExecutor;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.ssh.BecomeRoot;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshLimits;
import dev.tendhost.exec.ssh.SshOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real hosts, and the real ways to them: SSH, and for this machine none. */
final class RealSite {
  private static final Logger LOG = LoggerFactory.getLogger(RealSite.class);

  /** Somebody is waiting: shorter than the default. */
  private static final SshLimits LIMITS =
      SshLimits.defaults()
          .withConnectTimeout(Duration.ofSeconds(15))
          .withConnecting(HostQuestions.AT_ONCE, SshLimits.defaults().connectingPerJumpHost());

  private RealSite() {}

  static Site open(Arguments arguments, @Nullable Prompt prompt) {
    SshArguments ssh = arguments.ssh;
    boolean one = ssh.local || arguments.refreshes() || arguments.change.attaches(); // two collide
    boolean twice = ssh.hosts.isEmpty() && !one;
    return twice
        ? bothWays(arguments, prompt)
        : site(arguments.hosts(), options(ssh, prompt != null), prompt, () -> {});
  }

  /** This machine by itself, and through an SSH server of its own. */
  private static Site bothWays(Arguments arguments, @Nullable Prompt prompt) {
    List<HostConfig> hosts = new ArrayList<>(arguments.hosts());
    try {
      LoopbackServer server = LoopbackServer.start();
      hosts.add(arguments.tended(server.host(ThisMachine.overSsh().value())));
      SshOptions options = server.options().withBecomeRoot(becomeRoot(arguments.ssh));
      return site(hosts, options, prompt, server::close);
    } catch (IOException e) {
      LOG.atWarn().setCause(e).log("no SSH server can be started: nothing goes over SSH");
      return site(hosts, SshOptions.defaults(), prompt, () -> {});
    }
  }

  private static Site site(
      List<HostConfig> hosts, SshOptions options, @Nullable Prompt prompt, Runnable close) {
    @Nullable TerminalSecrets typed = prompt == null ? null : new TerminalSecrets(prompt);
    return new Site(
        hosts,
        new Transports(LocalExecutor.provider(), SshExecutor.provider(options)),
        managers(),
        typed == null ? SecretSource.none() : typed,
        () -> {
          close.run();
          if (typed != null) {
            typed.close();
          }
        });
  }

  /** Those on the class path. */
  static List<PackageManagerProvider> managers() {
    return ServiceLoader.load(PackageManagerProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .toList();
  }

  static SshOptions options(SshArguments ssh, boolean canAsk) {
    HostKeyPolicy keys = ssh.acceptNewHostKeys ? HostKeyPolicy.acceptNew() : HostKeyPolicy.strict();
    return SshOptions.defaults()
        .withHostKeys(ssh.knownHosts == null ? keys : keys.withKnownHosts(ssh.knownHosts))
        .withIdentities(ssh.identities.toArray(Path[]::new))
        .withConfigFile(ssh.configFile)
        .withPassword(canAsk)
        .withBecomeRoot(becomeRoot(ssh))
        .withLimits(LIMITS);
  }

  private static BecomeRoot becomeRoot(SshArguments ssh) {
    return ssh.sudo ? BecomeRoot.AUTO : BecomeRoot.NEVER;
  }
}
