package dev.tendhost.core.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.config.HostConfig;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.StoredHosts;
import dev.tendhost.core.tck.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is in the directory, and what becomes of it when something is wrong with it. */
class FileHostStoreTest {
  private static final HostSnapshot WEB = HostSnapshot.fresh(HostConfig.of("web-1"));

  private final Vertx vertx = Vertx.vertx();

  @TempDir Path temporary;
  private Path directory;
  private FileHostStore store;

  @BeforeEach
  void open() {
    directory = temporary.resolve("a/b");
    store = reopened();
  }

  @AfterEach
  void close() {
    Outcome.of(store.close());
    Outcome.of(vertx.close());
  }

  @Test
  void filesAreForTheirOwnerAlone() throws IOException {
    Outcome.of(store.save(WEB));
    assertThat(mode(file("web-1"))).isEqualTo("rw-------");
    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("hosts"))).isEqualTo("rwx------");
    assertThat(Files.readString(file("web-1"))).startsWith("{\"format\":1,\"host\":{");
  }

  @Test
  void aFileThatIsTornAnywhereIsSetAsideAndNeverReadAsAHost() throws IOException {
    Outcome.of(store.save(WEB));
    byte[] whole = Files.readAllBytes(file("web-1"));
    for (int length = 0; length < whole.length; length++) {
      byte[] torn = Arrays.copyOf(whole, length);
      Files.write(file("web-1"), torn);
      StoredHosts found = Outcome.of(store.loadAll());
      assertThat(found.hosts()).isEmpty();
      assertThat(found.damaged().keySet()).containsExactly(HostName.of("web-1"));
      Path aside = file("web-1.json.damaged" + (length == 0 ? "" : "-" + (length + 1)), "");
      assertThat(found.damaged().get(HostName.of("web-1"))).endsWith("it is kept as " + aside);
      assertThat(Files.readAllBytes(aside)).isEqualTo(torn);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "7",
        "{}",
        "{\"format\":1}",
        "{\"format\":0,\"host\":{}}",
        "{\"format\":1,\"host\":null}",
        "{\"format\":1,\"host\":{}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"web-1\"}}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"web-2\"},\"state\":\"idle\"}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"web-1\"},\"state\":\"failed\"}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"web-1\"},\"state\":\"updating\"}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"a b\"},\"state\":\"idle\"}}",
        "{\"format\":1,\"host\":{\"config\":{\"name\":\"web-1\"},\"state\":\"asleep\"}}",
      })
  void whatIsNoHostIsSetAside(String content) throws IOException {
    Files.writeString(file("web-1"), content);
    StoredHosts found = Outcome.of(store.loadAll());
    assertThat(found.hosts()).isEmpty();
    assertThat(found.damaged().keySet()).containsExactly(HostName.of("web-1"));
    assertThat(Files.exists(file("web-1"))).isFalse();
    Outcome.of(store.save(WEB));
    assertThat(Outcome.of(store.loadAll()).hosts()).containsExactly(WEB);
  }

  @Test
  void aFileThatCannotBeReadIsSetAside() throws IOException {
    Files.createDirectories(file("web-1"));
    StoredHosts found = Outcome.of(store.loadAll());
    assertThat(found.damaged().get(HostName.of("web-1"))).contains("cannot be read");
  }

  @Test
  void aLaterVersionsFileEndsTheReadingAndNothingIsTouched() throws IOException {
    Outcome.of(store.save(WEB));
    Files.writeString(file("a-torn-one"), "{");
    Files.writeString(file("web-2"), "{\"format\":2,\"hosts\":[]}");
    FleetError error = Outcome.failure(FailureKind.STORE_FAILED, store.loadAll());
    assertThat(error.message())
        .contains(file("web-2").toString())
        .contains("is of format 2, and this version knows 1")
        .contains("nothing was changed");
    try (Stream<Path> files = Files.list(directory.resolve("hosts"))) {
      assertThat(files.map(f -> f.getFileName().toString()).sorted())
          .containsExactly("a-torn-one.json", "web-1.json", "web-2.json");
    }
  }

  @Test
  void whatIsNoHostsFileIsLeftAlone() throws IOException {
    Outcome.of(store.save(WEB));
    for (String name : List.of("README", "web-1.json~", ".web-1.json.swp", "a b.json", "W.json")) {
      Files.writeString(directory.resolve("hosts").resolve(name), "mine");
    }
    assertThat(Outcome.of(store.loadAll()))
        .isEqualTo(new StoredHosts(List.of(WEB), java.util.Map.of()));
    assertThat(directory.resolve("hosts/README")).hasContent("mine");
  }

  @Test
  void whatACrashLeftHalfWrittenIsRemovedWhenTheDirectoryIsOpened() throws IOException {
    Outcome.of(store.save(WEB));
    Path half = file("web-1.json.tmp", "");
    Files.writeString(half, "{\"format\":1,\"ho");
    Outcome.of(store.close());
    store = reopened();
    assertThat(Files.exists(half)).isFalse();
    assertThat(Outcome.of(store.loadAll()).hosts()).containsExactly(WEB);
  }

  @Test
  void aSecondStoreOfTheSameDirectoryIsRefusedAlsoByAnotherPath() throws IOException {
    Path other = Files.createSymbolicLink(temporary.resolve("link"), directory);
    for (Path path : List.of(directory, other)) {
      FleetError error = Outcome.failure(FailureKind.STORE_FAILED, FileHostStore.open(vertx, path));
      assertThat(error.message())
          .contains(path + " is in use: process " + ProcessHandle.current().pid() + " has it");
    }
    Outcome.of(store.close());
    store = reopened();
  }

  @Test
  void aDirectoryThatCannotBeOneSaysWhy() throws IOException {
    Path file = Files.writeString(temporary.resolve("file"), "mine");
    FleetError error =
        Outcome.failure(FailureKind.STORE_FAILED, FileHostStore.open(vertx, file.resolve("x")));
    assertThat(error.message()).contains(file.toString()).contains("cannot be used");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aStoreClosesAlsoAfterItsVertx() {
    Vertx gone = Vertx.vertx();
    FileHostStore other = Outcome.of(FileHostStore.open(gone, temporary.resolve("other")));
    Outcome.of(gone.close());
    Outcome.of(other.close());
    Outcome.of(Outcome.of(FileHostStore.open(vertx, temporary.resolve("other"))).close());
  }

  private FileHostStore reopened() {
    return Outcome.of(FileHostStore.open(vertx, directory));
  }

  private Path file(String host) {
    return file(host, ".json");
  }

  private Path file(String name, String suffix) {
    return directory.resolve("hosts").resolve(name + suffix);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
