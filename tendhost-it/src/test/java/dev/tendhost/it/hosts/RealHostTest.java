package dev.tendhost.it.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.fixture.TestReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What all hosts have in common: how they start, fail, are as new again, and end. */
@Tag("fleet")
@Timeout(600)
class RealHostTest {
  private final AptHost host = AptHost.start();

  @AfterEach
  void close() {
    host.close();
  }

  @Test
  void anExecutorLogsIn() {
    RemoteExecutor executor =
        SshExecutor.provider(host.sshOptions())
            .create(host.managed("ops"), SecretSource.none(), ConnectionListener.none());
    assertThat(Outcome.of(executor.run("id -un")).stdout()).isEqualTo("ops\n");
    Outcome.of(executor.close());
  }

  @Test
  void aFrozenSshdAcceptsAndIsSilent() {
    host.freeze();
    assertThat(host.ssh("root", "true").stderr()).contains("timed out");
    host.thaw();
    host.ssh("root", "true").ok();
  }

  @Test
  void sessionsAreKilledAndNewOnesLetIn() {
    CompletableFuture<Ran> session =
        CompletableFuture.supplyAsync(() -> host.ssh("ops", "sudo touch /run/here; sleep 60"));
    host.await("/run/here");
    host.killSessions();
    assertThat(session.join().exitCode()).isEqualTo(255);
    host.ssh("ops", "true").ok();
  }

  @Test
  void aResetHostIsPristine() {
    String before = state();
    String machine = host.run("cat /etc/machine-id");
    host.install(DebPackage.of("a", "1").file("/etc/a", "a"));
    host.publish(DebPackage.of("a", "2"));
    host.update();
    host.run("echo changed >/etc/hostname; rm -r /usr/share/perl; touch /run/x /tmp/x");
    assertThat(state()).isNotEqualTo(before);

    host.reset();

    assertThat(state()).isEqualTo(before);
    assertThat(host.run("cat /etc/machine-id")).isNotEqualTo(machine);
    assertThat(host.mirror().requests()).isEmpty();
    host.ssh("root", "true").ok();
  }

  @Test
  void nothingOfAClosedHostIsLeft() throws IOException {
    host.run("setsid sh -c 'sleep 1000 & sleep 1000' >/dev/null 2>&1 & mount -t tmpfs tmpfs /opt");
    String namespace = host.run("readlink /proc/1/ns/mnt").strip();
    assertThat(host.processes()).hasSizeGreaterThan(4);

    host.close();

    assertThat(ProcessHandle.allProcesses().map(RealHostTest::namespace)).doesNotContain(namespace);
    assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain("tendhost");
    assertThat(host.userKey().getParent()).doesNotExist();
    assertThat(host.mirror().directory()).doesNotExist();
  }

  /** The figures are for the report; the bound is for a machine that does much else. */
  @Test
  void aHostIsAsNewAgainAtOnce() {
    StringBuilder report = new StringBuilder("# Fastest of five resets of a host\n\n");
    try (DnfHost dnf = DnfHost.start();
        DnfHost dnf5 = DnfHost.start5();
        EngineHost engine = EngineHost.start()) {
      for (RealHost one : List.of(host, dnf, dnf5, engine)) {
        Duration best = bestReset(one);
        report.append("- ").append(one.name()).append(": ").append(best.toMillis()).append(" ms\n");
        assertThat(best).isLessThan(Duration.ofSeconds(10));
      }
    }
    TestReport.write("host-resets.md", report.toString());
  }

  private static Duration bestReset(RealHost host) {
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      long before = System.nanoTime();
      host.reset();
      times.add(Duration.ofNanos(System.nanoTime() - before));
    }
    return Collections.min(times);
  }

  private String state() {
    return host.run("find / -xdev | sort; dpkg-query -W; hostname; cat /etc/hosts")
        + host.mirror().requests();
  }

  /** The mounts that it sees; the dead that wait to be looked at see none. */
  private static String namespace(ProcessHandle process) {
    try {
      return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/mnt")).toString();
    } catch (IOException gone) {
      return "";
    }
  }
}
