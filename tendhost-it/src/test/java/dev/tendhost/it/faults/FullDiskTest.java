package dev.tendhost.it.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.job.DetachedJobs;
import dev.tendhost.core.job.JobListener;
import dev.tendhost.core.job.JobOptions;
import dev.tendhost.core.job.JobSpec;
import dev.tendhost.core.port.ConnectionListener;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.port.RemoteExecutor;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.SshExecutor;
import dev.tendhost.exec.fixture.UserHost;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import dev.tendhost.exec.ssh.SshOptions;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A host whose job directory is on a disk of 256 KiB; jobs run as root, by sudo. */
@Tag("fleet")
@Timeout(300)
class FullDiskTest {
  private static final String DIRECTORY = JobOptions.DEFAULT_DIRECTORY;

  private static UserHost host;
  private static RemoteExecutor executor;
  private static DetachedJobs jobs;

  @BeforeAll
  static void login() {
    host = UserHost.start();
    host.run("mkdir", "-p", DIRECTORY);
    SshOptions options =
        SshOptions.defaults()
            .withHostKeys(HostKeyPolicy.strict().withKnownHosts(host.knownHosts()))
            .withIdentities(host.userKey())
            .withAgent(false);
    HostName name = HostName.of("full");
    ManagedHost managed =
        new ManagedHost(name, "127.0.0.1", host.port(), "nopasswd", Set.of(), Map.of());
    executor =
        SshExecutor.provider(options)
            .create(managed, SecretSource.none(), ConnectionListener.none());
    jobs = DetachedJobs.of(name, executor);
  }

  @AfterAll
  static void logout() {
    if (executor != null) {
      Outcome.of(executor.close());
    }
    if (host != null) {
      host.close();
    }
  }

  @BeforeEach
  void emptyDisk() {
    host.run("sh", "-c", "umount " + DIRECTORY + " 2>/dev/null || :");
    host.run("mount", "-t", "tmpfs", "-o", "size=256k,mode=700", "tmpfs", DIRECTORY);
  }

  @Test
  void nothingRunsWhereThereIsNoSpaceAndItCanBeStartedLater() {
    host.run("sh", "-c", "head -c 300K /dev/zero >" + DIRECTORY + "/fill || :");
    JobSpec job = JobSpec.shell("j1", "echo ran >/run/ran; exit 4");

    FleetError error = Outcome.failure(FailureKind.NO_SPACE, jobs.start(job));

    assertThat(error.message()).contains("nothing was run", "No space left", DIRECTORY);
    assertThat(host.file("/run/ran")).doesNotExist();
    assertThat(Outcome.of(jobs.look("j1")).state().over()).isTrue();

    host.run("rm", DIRECTORY + "/fill");
    Outcome.of(jobs.start(job));
    assertThat(verdict("j1")).isEqualTo("EXITED(4)");
    assertThat(host.file("/run/ran")).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"head -c 1M /dev/zero >big", "head -c 1M /dev/zero"})
  void aJobThatFillsTheDiskIsToldAsItEnded(String filling) {
    Outcome.of(jobs.start(JobSpec.shell("j1", filling + "; exit 4")));

    assertThat(verdict("j1")).isEqualTo("EXITED(4)");
    assertThat(Outcome.of(jobs.read("j1", "out", 1 << 20))).isPresent();
  }

  private static String verdict(String id) {
    return Outcome.of(jobs.follow(id, JobListener.none()).verdict()).toString();
  }
}
