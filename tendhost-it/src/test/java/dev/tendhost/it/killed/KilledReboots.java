package dev.tendhost.it.killed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.it.hosts.AptHost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Reboots of a host whose controllers are killed. Whenever the host is told to reboot it ends and
 * starts again; it is told once, however many controllers it had.
 */
final class KilledReboots {
  private static final int MOST_MILLIS = 6_000;
  private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

  private final AptHost host;
  private final Kills kills;
  private CompletableFuture<Integer> told = new CompletableFuture<>();

  KilledReboots(AptHost host, Path scratch, long seed) {
    this.host = host;
    this.kills = new Kills(host, scratch, seed, Controller.Goal.REBOOT, MOST_MILLIS);
  }

  Map<String, Integer> run(int times) throws Exception {
    return kills.run(times, this::prepare, this::check);
  }

  private void prepare() {
    host.reset();
    host.write("/usr/local/sbin/shutdown", "#!/bin/sh\necho \"$*\" >>/run/asked\n");
    host.run("chmod 755 /usr/local/sbin/shutdown; touch /run/reboot-required");
    told = CompletableFuture.supplyAsync(this::reboot);
  }

  /** Waits until the host is told to reboot, and says how often it was until it did. */
  private int reboot() {
    Path asked = host.file("/run/asked");
    while (!Files.exists(asked)) {
      LockSupport.parkNanos(LOOK_AGAIN);
    }
    List<String> orders = lines(asked);
    host.reset();
    return orders.size();
  }

  private void check() throws Exception {
    assertThat(told).as("%s", kills.log()).isCompletedWithValue(1);
    assertThat(host.file("/run/asked")).as("told again after its reboot").doesNotExist();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
