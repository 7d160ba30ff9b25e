package dev.tendhost.exec.internal.remote;

import dev.tendhost.exec.fixture.Tools;
import dev.tendhost.exec.fixture.UserHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.sshd.common.config.keys.PublicKeyEntry;

/** A host with a real sudo, whose rules are the test's. Needs root. */
final class SudoHost implements AutoCloseable {
  static final String USER = "password";

  private final UserHost host;

  private SudoHost(UserHost host) {
    this.host = host;
  }

  static SudoHost start() {
    SudoHost started = new SudoHost(UserHost.start());
    try {
      Files.writeString(
          started.inside("/etc/ssh/test_authorized_keys"),
          PublicKeyEntry.toString(TestSession.KEY.getPublic()) + "\n",
          StandardOpenOption.APPEND);
      return started;
    } catch (IOException e) {
      started.close();
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return host.port();
  }

  String password() {
    return host.user(USER).password();
  }

  /** Replaces the host's sudoers and forgets who has given a password. */
  void sudoers(String... lines) {
    try {
      Path file = inside("/etc/sudoers");
      Files.deleteIfExists(file);
      Files.write(file, List.of(lines));
      Tools.run("chmod", "440", file.toString());
      Tools.run("rm", "-rf", inside("/run/sudo").toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of the host, seen from here. */
  Path inside(String path) {
    return host.file(path);
  }

  @Override
  public void close() {
    host.close();
  }
}
