package dev.tendhost.it.hosts;

import dev.tendhost.exec.fixture.TempFiles;
import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/** What a host keeps over a reset: its name, its address on loopback, its keys. */
final class HostFiles {
  private static final int PORT = 2222;

  private final Path directory = TempFiles.directory("tendhost-host-");
  private final String name;
  private final String address;

  /** Takes one of the 16 million addresses of loopback: two hosts of one address do not happen. */
  HostFiles(String kind) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    this.address =
        "127.%d.%d.%d"
            .formatted(random.nextInt(1, 255), random.nextInt(256), random.nextInt(1, 255));
    this.name = kind + address.substring(3).replace('.', '-');
    try {
      Files.createDirectory(directory.resolve("mnt"));
      generate(directory.resolve("host_key"));
      generate(userKey());
      Files.copy(directory.resolve("user_key.pub"), directory.resolve("authorized_keys"));
      String key = Files.readString(directory.resolve("host_key.pub"));
      Files.writeString(knownHosts(), "[" + address + "]:" + PORT + " " + key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path directory() {
    return directory;
  }

  String name() {
    return name;
  }

  String address() {
    return address;
  }

  int port() {
    return PORT;
  }

  Path userKey() {
    return directory.resolve("user_key");
  }

  Path knownHosts() {
    return directory.resolve("known_hosts");
  }

  /** From the next start on it has another key than the one that is known. */
  void changeHostKey() throws IOException {
    Files.delete(directory.resolve("host_key"));
    Files.delete(directory.resolve("host_key.pub"));
    generate(directory.resolve("host_key"));
  }

  void delete() {
    TempFiles.deleteTree(directory);
  }

  private static void generate(Path file) {
    Tools.run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString());
  }
}
