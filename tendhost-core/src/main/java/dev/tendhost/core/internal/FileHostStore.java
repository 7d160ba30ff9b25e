package dev.tendhost.core.internal;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.HostCommands;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one file a host in a directory that no other process may use meanwhile. All its work is
 * done on Vert.x worker threads.
 */
public final class FileHostStore implements HostStore {
  private final Vertx vertx;
  private final Path path;
  private final StateDirectory directory;

  /** Every call reads it, closing writes it: it waits for those under way. */
  private final ReadWriteLock use = new ReentrantReadWriteLock();

  private boolean closed;

  private FileHostStore(Vertx vertx, Path path, StateDirectory directory) {
    this.vertx = vertx;
    this.path = path;
    this.directory = directory;
  }

  /**
   * Opens a directory, which is made if there is none.
   *
   * @return the store, which the caller closes; STORE_FAILED if another process has the directory,
   *     or it cannot be used
   */
  public static Future<FileHostStore> open(Vertx vertx, Path path) {
    return vertx.executeBlocking(
        () -> {
          try {
            return new FileHostStore(vertx, path, StateDirectory.open(path));
          } catch (StateDirectory.InUse e) {
            throw failed(
                null,
                "the state directory "
                    + path
                    + " is in use: "
                    + e.getMessage()
                    + "; end that controller, or choose another directory",
                e);
          } catch (IOException e) {
            throw failed(
                null, "the state directory " + path + " cannot be used: " + Reasons.of(e), e);
          }
        },
        false);
  }

  @Override
  public Future<Void> save(HostSnapshot snapshot) {
    HostName host = snapshot.config().name();
    return work(
        host,
        "written",
        () -> {
          StateFile.replace(directory.file(host), StateFormat.write(snapshot));
          return null;
        });
  }

  @Override
  public Future<StoredHosts> loadAll() {
    return work(null, "read", this::load);
  }

  @Override
  public Future<Void> delete(HostName host) {
    return work(
        host,
        "deleted",
        () -> {
          StateFile.delete(directory.file(host));
          return null;
        });
  }

  /** Also where the Vert.x is closed already: others must be able to have the directory. */
  @Override
  public Future<Void> close() {
    Callable<Void> closing = this::closeNow;
    return HostCommands.guarded(() -> vertx.executeBlocking(closing, false))
        .recover(
            thrown ->
                thrown instanceof RejectedExecutionException
                    ? HostCommands.guarded(() -> Future.succeededFuture(closeNow()))
                    : Future.failedFuture(thrown));
  }

  private @Nullable Void closeNow() {
    use.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        directory.close();
      }
      return null;
    } catch (IOException e) {
      throw failed(null, path + " could not be closed: " + Reasons.of(e), e);
    } finally {
      use.writeLock().unlock();
    }
  }

  /** Nothing is touched before it is known that no file is of a later version. */
  private StoredHosts load() throws IOException {
    List<HostSnapshot> hosts = new ArrayList<>();
    Map<HostName, String> wrong = new TreeMap<>();
    Map<HostName, Path> files = directory.files();
    for (Map.Entry<HostName, Path> entry : files.entrySet()) {
      try {
        hosts.add(StateFormat.read(StateFile.read(entry.getValue()), entry.getKey()));
      } catch (StateFormat.Later e) {
        throw new IOException(
            entry.getValue()
                + " "
                + e.getMessage()
                + "; run the version that wrote it, nothing was changed",
            e);
      } catch (StateFormat.Damaged e) {
        wrong.put(entry.getKey(), String.valueOf(e.getMessage()));
      } catch (IOException e) {
        wrong.put(entry.getKey(), "it cannot be read (" + Reasons.of(e) + ")");
      }
    }
    for (Map.Entry<HostName, String> entry : wrong.entrySet()) {
      Path aside = StateFile.setAside(Objects.requireNonNull(files.get(entry.getKey())));
      entry.setValue(entry.getValue() + "; it is kept as " + aside);
    }
    return new StoredHosts(hosts, wrong);
  }

  private <T> Future<T> work(@Nullable HostName host, String done, Callable<T> files) {
    return vertx.executeBlocking(
        () -> {
          use.readLock().lock();
          try {
            if (closed) {
              throw failed(host, "the host store is closed", null);
            }
            return files.call();
          } catch (IOException e) {
            throw failed(
                host, "the state in " + path + " could not be " + done + ": " + Reasons.of(e), e);
          } finally {
            use.readLock().unlock();
          }
        },
        false);
  }

  private static TendhostException failed(
      @Nullable HostName host, String message, @Nullable Throwable cause) {
    return new TendhostException(FleetError.of(FailureKind.STORE_FAILED, host, message), cause);
  }
}
