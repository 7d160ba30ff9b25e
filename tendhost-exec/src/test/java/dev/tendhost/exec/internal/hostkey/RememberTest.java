package dev.tendhost.exec.internal.hostkey;

import static dev.tendhost.api.FailureKind.HOST_KEY_CHANGED;
import static dev.tendhost.api.FailureKind.INVALID_CONFIGURATION;
import static dev.tendhost.api.FailureKind.STORE_FAILED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.core.tck.Outcome;
import dev.tendhost.exec.internal.Fault;
import dev.tendhost.exec.internal.route.Hop;
import dev.tendhost.exec.ssh.HostKeyPolicy;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RememberTest {
  private static final PublicKey KEY = TestKeys.ecdsa();
  private static final PublicKey OTHER = TestKeys.ecdsa();
  private static final Hop WEB = Hop.of("root", "web", 22);
  private static final int HERE = 200;
  private static final int THERE = 50;
  private static final int THREADS = 8;

  @TempDir Path directory;

  @Test
  void aNewFileIsForItsOwnerAlone() throws IOException {
    Path file = directory.resolve("home/.ssh/known_hosts");
    HostKeys keys = keys(file, Runnable::run);
    Outcome.of(keys.remember(WEB, KEY));
    assertThat(Files.readString(file)).isEqualTo("web " + line(KEY) + "\n");
    assertThat(mode(file)).isEqualTo("rw-------");
    assertThat(mode(file.getParent())).isEqualTo("rwx------");
    assertThat(Outcome.of(keys.of(WEB)).check(KEY)).isTrue();
  }

  @Test
  void namesAreFiledAsSshFilesThem() throws IOException {
    Path file = directory.resolve("known_hosts");
    HostKeys keys = keys(file, Runnable::run);
    for (Hop hop :
        List.of(
            Hop.of("root", "Web", 2222),
            Hop.of("root", "2001:db8::1", 22),
            Hop.of("root", "2001:db8::2", 2222),
            Hop.of("root", "bücher.lab", 22))) {
      Outcome.of(keys.remember(hop, KEY));
      assertThat(Outcome.of(keys.of(hop)).check(KEY)).isTrue();
    }
    assertThat(Files.readAllLines(file))
        .extracting(line -> line.split(" ")[0])
        .containsExactly("[web]:2222", "2001:db8::1", "[2001:db8::2]:2222", "bücher.lab");
  }

  @Test
  void namesThatWouldBeSomethingElseInAFileAreRefused() {
    HostKeys keys = keys(directory.resolve("known_hosts"), Runnable::run);
    for (String name : List.of("a b", "a\nb", "*", "a,b", "!a", "#a", "@revoked", "|1|", "")) {
      assertThat(Faults.of(keys.remember(Hop.of("root", name, 22), KEY)).kind())
          .as(name)
          .isEqualTo(INVALID_CONFIGURATION);
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void aFileKeepsItsModeItsLinesAndItsLink() throws IOException {
    Path real = Files.createDirectory(directory.resolve("real")).resolve("hosts");
    Files.writeString(real, "# no end of line");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r--r--"));
    Path link = Files.createSymbolicLink(directory.resolve("known_hosts"), Path.of("real/hosts"));
    Outcome.of(keys(link, Runnable::run).remember(WEB, KEY));
    assertThat(link).isSymbolicLink();
    assertThat(Files.readString(real)).isEqualTo("# no end of line\nweb " + line(KEY) + "\n");
    assertThat(mode(real)).isEqualTo("rw-r--r--");
    assertThat(Files.getOwner(real)).isEqualTo(Files.getOwner(directory));
  }

  @Test
  void theSameKeyIsKeptOnceAndAnotherIsRefused() throws IOException {
    Path file = directory.resolve("known_hosts");
    HostKeys keys = keys(file, Runnable::run);
    Outcome.of(keys.remember(WEB, KEY));
    Outcome.of(keys.remember(WEB, KEY));
    Fault fault = Faults.of(keys.remember(WEB, OTHER));
    assertThat(fault.kind()).isEqualTo(HOST_KEY_CHANGED);
    assertThat(Files.readAllLines(file)).hasSize(1);
  }

  @Test
  void aDirectoryThatCannotBeWrittenToIsAnErrorWithTheFix() throws IOException {
    Path inTheWay = Files.writeString(directory.resolve("file"), "");
    Fault fault =
        Faults.of(keys(inTheWay.resolve("known_hosts"), Runnable::run).remember(WEB, KEY));
    assertThat(fault.kind()).isEqualTo(INVALID_CONFIGURATION);
    Fault proc =
        Faults.of(keys(Path.of("/proc/self/known_hosts"), Runnable::run).remember(WEB, KEY));
    assertThat(proc.kind()).isEqualTo(STORE_FAILED);
    assertThat(proc.message()).contains("/proc/self/known_hosts", "let this user write");
  }

  @Test
  void noLineIsLostWhileManyThreadsAndAnotherJvmWrite() throws Exception {
    Path file = directory.resolve("known_hosts");
    Process jvm = otherJvm(file);
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      HostKeys one = keys(file, workers);
      HostKeys two = keys(file, workers);
      List<Future<Void>> all = new ArrayList<>();
      for (int i = 0; i < HERE; i++) {
        all.add((i % 2 == 0 ? one : two).remember(Hop.of("root", "here" + i, 22), KEY));
        all.add((i % 2 == 0 ? two : one).remember(Hop.of("root", "here" + i, 22), KEY));
      }
      all.forEach(Outcome::of);
      String output = new String(jvm.getInputStream().readAllBytes());
      assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(jvm.exitValue()).as(output).isZero();
    } finally {
      workers.shutdown();
      jvm.destroyForcibly();
    }
    List<String> names = Files.readAllLines(file).stream().map(l -> l.split(" ")[0]).toList();
    assertThat(names).doesNotHaveDuplicates().hasSize(HERE + THERE);
    assertThat(new TreeSet<>(names)).contains("here0", "here199", "there0", "there49");
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).containsExactlyInAnyOrder(file, KnownHostsWriter.lockFile(file));
    }
  }

  @Test
  void oneOfTwoKeysThatComeAtOnceWins() throws Exception {
    Path file = directory.resolve("known_hosts");
    ExecutorService workers = Executors.newFixedThreadPool(THREADS);
    try {
      for (int i = 0; i < 20; i++) {
        Hop hop = Hop.of("root", "web" + i, 22);
        Future<Void> one = keys(file, workers).remember(hop, KEY);
        Future<Void> two = keys(file, workers).remember(hop, OTHER);
        Future.join(one, two)
            .toCompletionStage()
            .toCompletableFuture()
            .handle((r, e) -> r)
            .get(60, TimeUnit.SECONDS);
        assertThat(one.succeeded()).isNotEqualTo(two.succeeded());
        assertThat(Faults.of(one.succeeded() ? two : one).kind()).isEqualTo(HOST_KEY_CHANGED);
      }
    } finally {
      workers.shutdown();
    }
    assertThat(Files.readAllLines(file)).hasSize(20);
  }

  private Process otherJvm(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            RememberMain.class.getName(),
            file.toString(),
            "there",
            String.valueOf(THERE))
        .redirectErrorStream(true)
        .start();
  }

  private HostKeys keys(Path file, Executor workers) {
    return new KnownHostsFiles(HostKeyPolicy.acceptNew().withKnownHosts(file), directory, workers);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(
        Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS));
  }

  private static String line(PublicKey key) {
    return SshKey.of(key).line();
  }
}
