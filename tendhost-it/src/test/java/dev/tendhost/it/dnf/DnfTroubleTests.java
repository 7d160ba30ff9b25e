package dev.tendhost.it.dnf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.request.UpgradeOptions;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.api.response.UpdatePlan;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.tck.Outcome;
import dev.tendhost.it.apt.TendedHost;
import dev.tendhost.it.hosts.DnfHost;
import dev.tendhost.it.hosts.HeldLock;
import dev.tendhost.it.hosts.RpmPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Hosts that cannot be upgraded as they are: each is told, and most are left as they were. */
abstract class DnfTroubleTests extends DnfTests {
  DnfTroubleTests(DnfHost host) {
    super(host);
  }

  @Test
  void aPostThatFailsIsToldAlthoughEverythingIsInstalled() {
    outdated(A2.post("echo the reason >&2; exit 3"));

    UpdateResult failed = upgraded(DEFAULTS);

    assertThat(failed.outcome()).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(failed.changes()).extracting(PackageChange::to).containsExactly("2-1");
    assertThat(failed.error().kind()).isEqualTo(FailureKind.COMMAND_FAILED);
    assertThat(failed.error().message())
        .contains("all that was planned is installed", "scripts failed: %post(a-2-1.noarch)");
    assertThat(failed.error().details().get("output")).contains("the reason");
    assertThat(host.version("a")).isEqualTo("2-1");
  }

  @Test
  void aPreThatFailsLeavesThatPackage() {
    host.install(RpmPackage.of("b", "1"));
    outdated(A2.script("pre", "exit 4"), RpmPackage.of("b", "2"));

    UpdateResult failed = upgraded(DEFAULTS);

    assertThat(failed.outcome()).as("%s", failed).isEqualTo(UpdateResult.Outcome.FAILED);
    assertThat(failed.error().message()).contains("not done: a to 2-1", "%prein(a-2-1.noarch)");
    assertThat(host.version("a")).isEqualTo("1-1");
    assertThat(failed.changes())
        .extracting(PackageChange::name)
        .isEqualTo(host.version("b").equals("2-1") ? List.of("b") : List.of());
  }

  @Test
  void aLockIsRetryableAndNamesItsHolder() {
    outdated(A2);
    List<HeldLock> held = new CopyOnWriteArrayList<>();
    try (TendedHost tended = tended()) {
      tended.jobs().before("install", () -> held.add(host.holdLock()));

      FleetError error = Outcome.failure(FailureKind.PACKAGES_LOCKED, tended.upgrade(DEFAULTS));

      assertThat(error.details().get("holder"))
          .as("%s", error.details())
          .contains(Long.toString(held.get(0).pid()));
      assertThat(tended.jobs().stillOpen()).isEmpty();
    }
    held.get(0).close();
    assertThat(host.version("a")).isEqualTo("1-1");
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aTransactionOfSomebodyElseIsWaitedFor() {
    outdated(A2);
    RpmPackage slow = RpmPackage.of("slow", "1").post("touch /run/held; sleep 2; touch /run/done");
    try (TendedHost tended = tended()) {
      tended
          .jobs()
          .before(
              "install",
              () -> {
                host.installMeanwhile(slow);
                host.await("/run/held");
              });

      UpdateResult result = Outcome.of(tended.upgrade(DEFAULTS));

      assertThat(result.outcome()).as("%s", result).isEqualTo(UpdateResult.Outcome.UPDATED);
      assertThat(result.changes()).extracting(PackageChange::name).containsExactly("a");
      assertThat(host.file("/run/done")).exists();
    }
  }

  @Test
  void aDiskWithoutRoomChangesNothing() {
    outdated(A2.size(5_000_000));
    host.fillDisk(7_000_000);

    FleetError error = refused(FailureKind.NO_SPACE, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed");
    assertThat(host.version("a")).isEqualTo("1-1");
    host.freeDisk();
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aDiskWithoutRoomForTheDownloadsIsToldAsSuch() {
    outdated(A2.size(5_000_000));
    host.fillDisk(4_000_000);

    FleetError error = refused(FailureKind.NO_SPACE, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed");
    host.freeDisk();
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  @Test
  void aRepositoryThatWasNeverFetchedIsNotTakenForAnEmptyOne() {
    outdated(A2);
    host.configure("skip_if_unavailable=1");
    host.run("rm -rf /var/cache/dnf/* /var/cache/libdnf5/*");

    refused(FailureKind.REPOSITORY_UNAVAILABLE, DEFAULTS);
  }

  @Test
  void aRepositoryOfWhichOnlyRootMayKnowIsNotTakenForNone() {
    outdated(A2);
    host.run(
        "cd /etc/yum.repos.d; { echo '[more]'; tail -n +2 tests.repo; } >more.repo;"
            + " echo excludepkgs=a >>more.repo; chmod 600 tests.repo; dnf -q --refresh makecache");

    FleetError error = refused(FailureKind.PRIVILEGE, DEFAULTS);

    assertThat(error.details().get("stderr")).contains("/etc/yum.repos.d/tests.repo");
    assertThat(error.message()).contains("make that file readable");
  }

  @Test
  void metadataThatOnlyRootMayReadIsNotTakenForNone() {
    outdated(A2);
    host.configure("skip_if_unavailable=1");
    host.run("chmod 700 /var/cache/dnf/tests-* /var/cache/libdnf5/tests-* 2>/dev/null || :");

    FleetError error = refused(unreadable(), DEFAULTS);

    assertThat(error.details().get("stderr")).contains("tests");
  }

  @Test
  void aPlanThatDriftedIsRefused() {
    host.install(RpmPackage.of("b", "1"));
    outdated(A2);
    try (TendedHost tended = tended()) {
      UpdatePlan plan = Outcome.of(tended.manager().upgradeDryRun(DEFAULTS));
      publish(RpmPackage.of("b", "2"));

      UpgradeOptions bound = DEFAULTS.withExpectedPlanDigest(plan.digest());
      FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, tended.upgrade(bound));

      assertThat(error.message()).contains("upgrade b 1-1 to 2-1");
      assertThat(tended.jobs().steps()).isEmpty();
      assertThat(host.version("a")).isEqualTo("1-1");
    }
  }

  @Test
  void aHostThatChangesBetweenPlanAndStartIsRefusedOnTheHost() {
    host.install(RpmPackage.of("b", "1"));
    outdated(A2);
    for (String step : List.of("download", "install")) {
      try (TendedHost tended = tended()) {
        String version = step.equals("download") ? "2" : "3";
        tended.jobs().before(step, () -> publish(RpmPackage.of("b", version)));

        FleetError error = Outcome.failure(FailureKind.PLAN_DRIFTED, tended.upgrade(DEFAULTS));

        assertThat(error.message()).contains("now Upgrading: b noarch", version + "-1");
        assertThat(tended.jobs().stillOpen()).isEmpty();
        assertThat(host.version("a")).isEqualTo("1-1");
      }
    }
  }

  @Test
  void aMirrorThatDiesIsToldAndNothingChanges() {
    outdated(A2);
    host.mirror().down();

    FleetError error = refused(FailureKind.REPOSITORY_UNAVAILABLE, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed");
    assertThat(host.version("a")).isEqualTo("1-1");
  }

  @Test
  void aPackageThatNobodySignedIsRefused() {
    outdated(A2);
    host.configure("gpgcheck=1");

    FleetError error = refused(FailureKind.REPOSITORY_UNTRUSTED, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed");
    assertThat(host.version("a")).isEqualTo("1-1");
  }

  @Test
  void aKeyThatNobodyImportedIsRefusedAndNeverImported() {
    host.install(A1);
    host.publish(A2);
    host.signPackages();
    publish();

    FleetError error = refused(FailureKind.REPOSITORY_UNTRUSTED, DEFAULTS);

    assertThat(error.message()).contains("nothing was changed", "rpm --import");
    assertThat(host.look("rpm -q gpg-pubkey").exitCode()).isNotZero();
    assertThat(host.version("a")).isEqualTo("1-1");
    host.write("/root/key.asc", read(host.mirror().directory().resolve("key.asc")));
    host.run("rpm --import /root/key.asc");
    assertThat(upgraded(DEFAULTS).outcome()).isEqualTo(UpdateResult.Outcome.UPDATED);
  }

  /** What a user's dnf makes of metadata that only root may read. */
  abstract FailureKind unreadable();

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
