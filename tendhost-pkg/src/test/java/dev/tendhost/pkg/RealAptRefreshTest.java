package dev.tendhost.pkg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.core.port.ManagedHost;
import dev.tendhost.core.tck.Outcome;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the adapter makes of the updates of a real apt. */
class RealAptRefreshTest extends RelocatedApt {
  @Test
  void sourcesNeverFetchedAreNotUpToDate() {
    PackageInventory inventory = Outcome.of(manager().listUpgradable());
    assertThat(inventory.packages()).isEmpty();
    assertThat(inventory.metadataAge()).isNull();
    assertThat(inventory.problems()).filteredOn(p -> p.contains("never fetched")).hasSize(2);
  }

  @Test
  void aRepositoryThatIsGoneIsUnavailable() throws IOException {
    Path suites = dir.resolve("root/repo/dists");
    Files.move(suites.resolve("tend-security"), suites.resolve("elsewhere"));
    FleetError error = Outcome.failure(FailureKind.REPOSITORY_UNAVAILABLE, manager().refresh());
    assertThat(error.details()).containsEntry("exitCode", "100");
    assertThat(error.details().get("stderr")).contains("tend-security");
  }

  @Test
  void anUnsignedRepositoryIsUntrusted() throws IOException {
    Path sources = dir.resolve("root/etc/sources.list");
    Files.writeString(sources, Files.readString(sources).replace("[trusted=yes] ", ""));
    Outcome.failure(FailureKind.REPOSITORY_UNTRUSTED, manager().refresh());
  }

  @Test
  void aRepositoryOfAnotherSuiteIsUntrusted() throws IOException {
    Outcome.of(manager().refresh());
    Path release = dir.resolve("root/repo/dists/tend/Release");
    String changed = Files.readString(release).replace("Codename: tend", "Codename: other");
    Files.writeString(release, changed);
    FleetError error = Outcome.failure(FailureKind.REPOSITORY_UNTRUSTED, manager().refresh());
    assertThat(error.details().get("stderr")).contains("changed its 'Codename' value");
  }

  @Test
  void theHolderOfTheLockIsNamed() throws IOException {
    Path file = dir.resolve("root/state/lists/lock");
    try (FileChannel lock =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      FleetError error =
          Outcome.failure(FailureKind.PACKAGES_LOCKED, manager("apt.lock-timeout", "1").refresh());
      assertThat(error.details().get("holder"))
          .startsWith(ProcessHandle.current().pid() + " (")
          .endsWith(")");
    }
    Outcome.of(manager().refresh());
  }

  @Test
  void aFailedRefreshDoesNotMakeTheMetadataYounger() throws IOException {
    AptPackageManager first = manager();
    Outcome.of(first.refresh());
    Path lists = dir.resolve("root/state/lists");
    FileTime old = FileTime.from(Instant.parse("2026-06-01T00:00:00Z"));
    try (Stream<Path> files = Files.list(lists)) {
      for (Path file : files.filter(each -> each.toString().endsWith("Release")).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    }
    Path suites = dir.resolve("root/repo/dists");
    Files.move(suites.resolve("tend-security"), suites.resolve("elsewhere"));
    AptPackageManager second = manager();
    Outcome.failure(FailureKind.REPOSITORY_UNAVAILABLE, second.refresh());
    assertThat(Outcome.of(second.listUpgradable()).metadataAge()).isGreaterThan(Duration.ofDays(1));
  }

  @Test
  void detected() {
    assertThat(Outcome.of(new AptProvider().detect(managed(), executor))).isTrue();
  }

  private static ManagedHost managed() {
    return new ManagedHost(HostName.of("h1"), "127.0.0.1", 22, "u", Set.of(), Map.of());
  }
}
