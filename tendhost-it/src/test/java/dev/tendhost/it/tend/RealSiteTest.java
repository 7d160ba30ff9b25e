package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.ssh.BecomeRoot;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the options of the command line mean for SSH. */
class RealSiteTest {
  @Test
  void strictWithoutRootAndWithoutPasswordsUnlessTold() {
    SshOptions options = options(false);
    assertThat(options.hostKeys()).isEqualTo(HostKeyPolicy.strict());
    assertThat(options.identities()).isEmpty();
    assertThat(options.configFile()).isNull();
    assertThat(options.becomeRoot()).isEqualTo(BecomeRoot.NEVER);
    assertThat(options.password()).isFalse();
    assertThat(options.agent()).isTrue();
  }

  @Test
  void everyOptionArrives() {
    SshOptions options =
        options(
            true,
            "--identity=/a",
            "--identity=/b",
            "--known-hosts=/k",
            "--accept-new-host-keys",
            "--ssh-config=/c",
            "--sudo");
    assertThat(options.hostKeys())
        .isEqualTo(HostKeyPolicy.acceptNew().withKnownHosts(Path.of("/k")));
    assertThat(options.identities()).containsExactly(Path.of("/a"), Path.of("/b"));
    assertThat(options.configFile()).isEqualTo(Path.of("/c"));
    assertThat(options.becomeRoot()).isEqualTo(BecomeRoot.AUTO);
    assertThat(options.password()).isTrue();
  }

  private static SshOptions options(boolean canAsk, String... args) {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs(args);
    return RealSite.options(arguments.ssh, canAsk);
  }
}
