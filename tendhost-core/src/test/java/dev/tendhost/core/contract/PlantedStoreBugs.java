package dev.tendhost.core.contract;

import dev.tendhost.api.HostName;
import dev.tendhost.core.port.HostSnapshot;
import dev.tendhost.core.port.HostStore;
import dev.tendhost.core.port.StoredHosts;
import dev.tendhost.core.tck.HostStoreContract;
import io.vertx.core.Future;
import java.util.Map;

/** Stores with a bug each. */
final class PlantedStoreBugs {
  private PlantedStoreBugs() {}

  /** Not a bug: what the others are made of. */
  static class None extends HostStoreContract {
    final ToyStore.Disk disk = new ToyStore.Disk();

    @Override
    protected HostStore open() {
      return new ToyStore(disk);
    }

    @Override
    protected boolean survivesClosing() {
      return true;
    }

    @Override
    protected boolean damage(HostName host) {
      return disk.torn.add(host);
    }

    @Override
    protected boolean failSaves() {
      disk.full = true;
      return true;
    }
  }

  /** What was saved is gone with the program. */
  @Breaks(rule = 1)
  static class ForgetsWhenClosed extends None {
    @Override
    protected HostStore open() {
      disk.hosts.clear();
      return super.open();
    }
  }

  /** What is there is thrown away before it is known that the new can be written. */
  @Breaks(rule = 2)
  static class DeletesBeforeItWrites extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<Void> save(HostSnapshot snapshot) {
          disk.hosts.remove(snapshot.config().name());
          return super.save(snapshot);
        }
      };
    }
  }

  /** What cannot be read is skipped. */
  @Breaks(rule = 3)
  static class LeavesOutTheDamaged extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<StoredHosts> loadAll() {
          return super.loadAll().map(found -> new StoredHosts(found.hosts(), Map.of()));
        }
      };
    }
  }

  /** A file that is not there cannot be deleted. */
  @Breaks(rule = 4)
  static class CannotDeleteTwice extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<Void> delete(HostName host) {
          return disk.hosts.containsKey(host) ? super.delete(host) : refused(host);
        }
      };
    }
  }

  /** Names are cut to what a file system lets a file be called. */
  @Breaks(rule = 5)
  static class CutsNames extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<Void> save(HostSnapshot snapshot) {
          String name = snapshot.config().name().value();
          String cut = name.substring(0, Math.min(name.length(), 200));
          disk.hosts.keySet().removeIf(host -> host.value().startsWith(cut) && cut.length() == 200);
          return super.save(snapshot);
        }
      };
    }
  }

  /** It holds no more than so many. */
  @Breaks(rule = 6)
  static class DropsWhatIsTooMuch extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<Void> save(HostSnapshot snapshot) {
          return disk.hosts.size() < 64 ? super.save(snapshot) : Future.succeededFuture();
        }
      };
    }
  }

  /** It can be used on and on. */
  @Breaks(rule = 7)
  static class NeverCloses extends None {
    @Override
    protected HostStore open() {
      return new ToyStore(disk) {
        @Override
        public synchronized Future<Void> close() {
          return Future.succeededFuture();
        }
      };
    }
  }
}
