package dev.tendhost.exec.internal.hostkey;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import java.nio.file.Path;
import java.security.PublicKey;

/** Another JVM that remembers keys: the file, what its hosts' names start with, how many. */
final class RememberMain {
  private RememberMain() {}

  public static void main(String[] args) {
    HostKeyPolicy policy = HostKeyPolicy.acceptNew().withKnownHosts(Path.of(args[0]));
    HostKeys keys = new KnownHostsFiles(policy, Path.of("/"), Runnable::run);
    PublicKey key = TestKeys.ecdsa();
    int count = Integer.parseInt(args[2]);
    for (int i = 0; i < count; i++) {
      Outcome.of(keys.remember(Hop.of("root", args[1] + i, 22), key));
    }
  }
}
