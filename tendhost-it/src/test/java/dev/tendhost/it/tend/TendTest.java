package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.request.UpgradeMode;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the example does, and what it says to people. */
class TendTest extends TendTests {
  @Test
  void nothingToDo() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    assertThat(tend(host).execute()).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("registered", "idle → querying", "querying → idle", "up to date.")
        .doesNotContain("\u001b");
    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(host.refreshed).isFalse();
    assertThat(host.closed).isTrue();
  }

  @Test
  void updatesHeldBackPackagesAndProblems() {
    assertThat(tend(new FakeHost(Samples.busy())).execute()).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("openssh-client", "1:9.2p1-2+deb12u7", "nginx", "on hold", "half configured")
        .contains("REBOOT: REQUIRED", "No package was changed.");
  }

  @Test
  void optionsReachTheHost() {
    FakeHost host = new FakeHost(Samples.busy());
    ExitCode exit =
        tend(host)
            .execute(
                "--refresh",
                "--exclude=a",
                "--exclude",
                "b",
                "--mode=with-removals",
                "--setting=apt.config=/etc/x=y",
                "--timeout=90s");
    assertThat(exit).isEqualTo(ExitCode.OK);
    assertThat(host.refreshed).isTrue();
    assertThat(host.options.excluded()).containsExactly("a", "b");
    assertThat(host.options.mode()).isEqualTo(UpgradeMode.WITH_REMOVALS);
    assertThat(host.host.settings()).isEqualTo(Map.of("apt.config", "/etc/x=y"));
  }

  @Test
  void aFailedQueryIsExplained() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = failure(FailureKind.REPOSITORY_UNAVAILABLE, "mirror is down; try later");
    assertThat(tend(host).execute()).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(stdout()).contains("querying → failed", "plan failed: REPOSITORY_UNAVAILABLE");
    assertThat(err.toString(UTF_8))
        .contains(
            "mirror is down; try later",
            "apt-get -s",
            "exitCode: 100",
            "trying again later may help");
  }

  @Test
  void aFailedRefreshFails() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.refresh = failure(FailureKind.PRIVILEGE, "root is needed: run it as root");
    assertThat(tend(host).execute("--refresh")).isEqualTo(ExitCode.HOSTS_FAILED);
    assertThat(err.toString(UTF_8)).contains("root is needed: run it as root");
  }

  @Test
  void noPackageManagerHasItsOwnCode() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.detected = false;
    assertThat(tend(host).execute()).isEqualTo(ExitCode.NO_PACKAGE_MANAGER);
    assertThat(err.toString(UTF_8)).contains("no package manager that is known (apt)");
  }

  @Test
  void aSettingThatTheAdapterRefusesIsUsage() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = failure(FailureKind.INVALID_CONFIGURATION, "must be an absolute path");
    assertThat(tend(host).execute("--setting", "apt.config=x")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void wrongUsageIsExplained() {
    for (String[] args :
        List.of(
            new String[] {"--jsno"},
            new String[] {"--mode=everything"},
            new String[] {"--timeout=10"},
            new String[] {"--timeout=0s"},
            new String[] {"--setting=apt.confg=/x"},
            new String[] {"--setting=apt.config"},
            new String[] {"--exclude"},
            new String[] {"--host"},
            new String[] {"--host", "::1"},
            new String[] {"--host=web-1:ssh"},
            new String[] {"web-1"})) {
      assertThat(tend(new FakeHost(Samples.busy())).execute(args)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString(UTF_8)).contains("--help shows all options");
    }
    assertThat(err.toString(UTF_8))
        .contains("--json", "with-new-packages", "such as 90s or 10m", "apt.status-file")
        .contains("an IPv6 address is written in brackets", "write [name=][user@]address[:port]");
    assertThat(stdout()).isEmpty();
  }

  @Test
  void hostsThatCannotBeToldApartAreRefused() {
    assertThat(execute("--host", "a@web-1", "--json", "--host", "b@WEB-1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8))
        .contains("Two hosts would be called WEB-1: a@web-1 and b@WEB-1")
        .contains("--host WEB-1-2=b@WEB-1");
    String me = ThisMachine.name().value();
    assertThat(execute("--local", "--host", me)).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8)).contains("this machine (--local) and " + me);
    assertThat(execute("--local", "--host", "x=" + me)).isEqualTo(ExitCode.OK);
  }

  @Test
  void loggingInIsForHosts() {
    for (String option :
        List.of(
            "--identity=/dev/null",
            "--known-hosts=/x",
            "--ssh-config=/dev/null",
            "--accept-new-host-keys")) {
      assertThat(execute(option)).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString(UTF_8)).contains("name one: --host user@address");
      assertThat(execute(option, "--host", "web-1")).isEqualTo(ExitCode.OK);
      err.reset();
    }
  }

  @Test
  void hostsAreToldToTheFleetWithAllThatIsKnown() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    assertThat(tend(host).execute("--host", "db=admin@[::1]:2222", "--setting=apt.config=/x"))
        .isEqualTo(ExitCode.OK);
    assertThat(host.host.name().value()).isEqualTo("db");
    assertThat(host.host.address()).isEqualTo("::1");
    assertThat(host.host.port()).isEqualTo(2222);
    assertThat(host.host.user()).isEqualTo("admin");
    assertThat(host.host.settings()).containsEntry("apt.config", "/x");
    assertThat(stdout()).contains("Asking db (admin@[::1]:2222) what");
  }

  @Test
  void anIdentityThatIsNotThereIsRefused() {
    assertThat(execute("--host", "web-1", "--identity", "~/no such/key")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8))
        .contains("--identity " + System.getProperty("user.home") + "/no such/key: there is no");
  }

  @Test
  void anSshConfigFileThatCannotBeReadIsRefused() {
    assertThat(execute("--host", "web-1", "--ssh-config", "/no such/config"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(execute("--host", "web-1", "--ssh-config", "/tmp")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString(UTF_8))
        .contains("--ssh-config /no such/config: there is no such file")
        .contains("--ssh-config /tmp: that is a directory; name the file in it");
  }

  @Test
  void whatTheSshConfigFileMaySayIsNotMadeUp() {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    assertThat(tend(host).execute("--host", "web-1", "--ssh-config=/dev/null"))
        .isEqualTo(ExitCode.OK);
    assertThat(host.host.user()).isEmpty();
    assertThat(host.host.port()).isZero();
    assertThat(stdout()).contains("Asking web-1 what an update");
  }

  /** A file of mode 0000 is open to root, so this asks the file system first. */
  @Test
  void anSshConfigFileThatThisUserMayNotReadIsRefused(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("config"));
    Files.setPosixFilePermissions(file, Set.of());
    boolean readable = Files.isReadable(file);
    assertThat(execute("--host", "web-1", "--ssh-config", file.toString()))
        .isEqualTo(readable ? ExitCode.OK : ExitCode.USAGE);
    assertThat(err.toString(UTF_8).contains("this user may not read it")).isNotEqualTo(readable);
  }

  private ExitCode execute(String... args) {
    return tend(new FakeHost(Samples.quiet(Duration.ofHours(1)))).execute(args);
  }

  @Test
  void outputThatIsLostIsNoSuccess() {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    for (String[] args : new String[][] {{}, {"--json"}}) {
      FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
      Tend tend =
          new Tend(
              (arguments, prompt) -> host.site(arguments.hosts()),
              new PrintStream(full),
              new PrintStream(err, true, UTF_8),
              Terminal.none(),
              null);
      assertThat(tend.execute(args)).isEqualTo(ExitCode.HOSTS_FAILED);
      assertThat(err.toString(UTF_8)).contains("standard output is full or closed");
      err.reset();
    }
  }

  @Test
  void helpIsComplete() {
    assertThat(tend(new FakeHost(Samples.busy())).execute("--help")).isEqualTo(ExitCode.OK);
    assertThat(stdout())
        .contains("--json", "--refresh", "--exclude", "--mode", "--timeout", "--setting")
        .contains("--host", "--local", "--identity", "--known-hosts", "--accept-new-host-keys")
        .contains("--sudo", "--no-color", "--help", "--version", "NO_COLOR", "Examples", "130")
        .contains("default: with-new-packages", "default: 10m");
    assertThat(stdout().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void interruptedInTheMiddle() throws Exception {
    FakeHost host = new FakeHost(Samples.quiet(Duration.ofHours(1)));
    host.inventory = Promise.<dev.tendhost.api.response.PackageInventory>promise().future();
    Tend tend = tend(host);
    CompletableFuture<ExitCode> exit = CompletableFuture.supplyAsync(tend::execute);
    assertThat(host.asked.await(20, TimeUnit.SECONDS)).isTrue();
    tend.interrupt();
    assertThat(exit.get(20, TimeUnit.SECONDS)).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(err.toString(UTF_8)).contains("Interrupted. Nothing was installed or removed");
    assertThat(host.closed).isTrue();
  }

  @Test
  void colourAndLiveLineOnATerminal() {
    FakeHost host = new FakeHost(Samples.busy());
    tend(host, new Terminal(true, true, 80)).execute();
    assertThat(stdout()).contains("\u001b[33m", "\r\u001b[K");
    out.reset();
    tend(new FakeHost(Samples.busy()), new Terminal(true, true, 80)).execute("--no-color");
    assertThat(stdout()).doesNotContain("\u001b[33m").contains("\r\u001b[K");
  }
}
