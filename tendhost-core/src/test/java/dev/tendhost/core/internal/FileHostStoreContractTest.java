package dev.tendhost.core.internal;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.tck.HostStoreContract;
import dev.tendhost.core.tck.Outcome;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class FileHostStoreContractTest extends HostStoreContract {
  private final Vertx vertx = Vertx.vertx();

  @TempDir Path directory;

  @AfterEach
  void closeVertx() {
    Outcome.of(vertx.close());
  }

  @Override
  protected HostStore open() {
    return Outcome.of(FileHostStore.open(vertx, directory));
  }

  @Override
  protected boolean survivesClosing() {
    return true;
  }

  @Override
  protected boolean damage(HostName host) {
    try {
      Files.writeString(directory.resolve("hosts").resolve(host.key() + ".json"), "{\"form");
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A directory that is not empty stands where the new content is to be written first. */
  @Override
  protected boolean failSaves() {
    try {
      Files.createDirectories(directory.resolve("hosts").resolve("web-1.json.tmp").resolve("x"));
      return true;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
