package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that somebody else could change is refused, in every shell there is. */
class JobDirectoryTest {
  @TempDir Path temp;
  private Path above;
  private Path base;
  private ShellExecutor executor;

  @BeforeEach
  void directories() throws IOException {
    executor = ShellExecutor.plain(temp);
    above = Files.createDirectories(temp.resolve("a/b"));
    base = Processes.closedDirectory(above.resolve("jobs"));
    Processes.closedDirectory(base.resolve("j1"));
  }

  @AfterEach
  void close() {
    executor.close();
  }

  @Test
  void aBaseThatOthersCanWriteIsRefused() throws IOException {
    mode(base, "rwxr-x-w-");
    refused("others can write " + base, "chmod go-w");
    mode(base, "rwx-w----");
    refused("others can write " + base, "chmod go-w");
  }

  @Test
  void aJobsDirectoryThatOthersCanWriteIsRefused() throws IOException {
    mode(base.resolve("j1"), "rwxrwx---");
    refused("others can write " + base.resolve("j1"), "chmod go-w");
  }

  @Test
  void aDirectoryAboveThatOthersCanWriteIsRefusedUnlessItIsSticky() throws Exception {
    mode(above.getParent(), "rwxrwxrwx");
    refused("others can write " + above.getParent(), "chmod go-w");

    new ProcessBuilder("chmod", "+t", above.getParent().toString()).start().waitFor();

    runs();
  }

  @Test
  void aMissingBaseIsNotMadeWhereOthersCanWrite() throws IOException {
    mode(above, "rwxrwxrwx");
    base = above.resolve("new/jobs");

    refused("others can write " + above, "chmod go-w");

    assertThat(above.resolve("new")).doesNotExist();
  }

  @Test
  void linksAreRefused() throws IOException {
    Path real = Files.move(base, above.resolve("real"));
    Files.createSymbolicLink(base, real);
    refused(base + " is a symbolic link");

    base = Processes.closedDirectory(above.resolve("others"));
    Files.createSymbolicLink(base.resolve("j1"), real.resolve("j1"));
    refused(base.resolve("j1") + " is a symbolic link");

    Files.delete(base.resolve("j1"));
    Files.createSymbolicLink(base.resolve("j1"), Path.of("nowhere"));
    refused(base.resolve("j1") + " is a symbolic link");
  }

  @Test
  void aLinkAboveIsFollowedToWhatMustBeSafeToo() throws IOException {
    Path link = Files.createSymbolicLink(temp.resolve("link"), above);
    base = link.resolve("jobs");
    runs();

    mode(above, "rwxrwxrwx");

    refused("others can write " + above);
  }

  @Test
  void aDirectoryOfSomebodyElseIsRefused() throws IOException {
    ShellExecutor other = new ShellExecutor(temp, Shells.faking(temp, "id", "echo 54321"));

    FleetError error = Jobs.failure(Jobs.in(base, other).start(JobSpec.shell("j1", "true")));

    other.close();
    assertThat(error.kind()).isEqualTo(FailureKind.INVALID_CONFIGURATION);
    assertThat(error.message()).contains("belongs to somebody else", "chown");
  }

  @Test
  void aFileInTheWayIsRefused() throws IOException {
    Files.delete(base.resolve("j1"));
    Files.createFile(base.resolve("j1"));
    refused(base.resolve("j1") + " is not a directory");
  }

  @Test
  void aJobsDirectoryIsPrivateWhateverItsParentHandsDown() throws Exception {
    String mkdir = Shells.faking(temp, "mkdir", "umask 0; exec /bin/mkdir \"$@\"");
    ShellExecutor withAcl = new ShellExecutor(temp, mkdir);

    Jobs.await(Jobs.in(base, withAcl).start(JobSpec.shell("j2", "true")));

    withAcl.close();
    assertThat(Files.getPosixFilePermissions(base.resolve("j2")))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void whatIsNoFileIsNotRead() throws Exception {
    DetachedJobs jobs = Jobs.in(base, executor);
    Files.createFile(base.resolve("j1/cmd"));
    new ProcessBuilder("mkfifo", base.resolve("j1/pipe").toString()).start().waitFor();
    Files.createSymbolicLink(base.resolve("j1/link"), Path.of("cmd"));

    for (String name : new String[] {"pipe", "link"}) {
      FleetError error = Jobs.failure(jobs.read("j1", name, 100));
      assertThat(error.message()).contains(base.resolve("j1") + "/" + name, "not an ordinary file");
    }
  }

  private void runs() {
    DetachedJobs jobs = Jobs.in(base, executor);
    Jobs.await(jobs.start(JobSpec.shell("j1", "true")));
    assertThat(Jobs.await(jobs.follow("j1", JobListener.none()).verdict()).ok()).isTrue();
  }

  private void refused(String... message) throws IOException {
    for (String path : Shells.paths(temp)) {
      ShellExecutor shell = new ShellExecutor(temp, path);
      DetachedJobs jobs = Jobs.in(base, shell);
      FleetError error = Jobs.failure(jobs.start(JobSpec.shell("j1", "touch " + temp + "/ran")));
      assertThat(error.kind()).as(path).isEqualTo(FailureKind.INVALID_CONFIGURATION);
      assertThat(error.host()).isEqualTo(Jobs.HOST);
      assertThat(error.message()).as(path).contains(message);
      if (Files.exists(base)) {
        assertThat(Jobs.failure(jobs.look("j1")).message()).as(path).contains(message);
      }
      shell.close();
    }
    assertThat(temp.resolve("ran")).doesNotExist();
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
