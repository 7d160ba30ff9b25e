package dev.tendhost.core;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.JobRef;
import dev.tendhost.api.response.PackageInventory;
import dev.tendhost.api.response.RebootVerdict;
import dev.tendhost.api.response.RebootVerdict.Verdict;
import dev.tendhost.api.response.UpdateResult;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.UpgradeListener;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Adapters and a store that answer well, badly, late, from another thread, or never. */
final class RandomPorts {
  private final Random random;
  private final FakeManager apt;
  private final FakeStore store;
  private final List<Runnable> late = new ArrayList<>();
  private final Set<JobRef> jobs;
  private final AtomicInteger overlaps = new AtomicInteger();
  private final int trouble;
  private volatile String boot = FakeExecutor.BOOT_ID;
  private boolean behaving;
  private boolean dead;

  RandomPorts(long seed, FakeManager apt, FakeStore store) {
    this(seed, apt, store, ConcurrentHashMap.newKeySet());
  }

  /** Of a host on which those jobs run. */
  RandomPorts(long seed, FakeManager apt, FakeStore store, Set<JobRef> jobs) {
    this.jobs = jobs;
    this.random = new Random(seed);
    this.trouble = random.nextInt(30);
    this.apt = apt;
    this.store = store;
  }

  void takeOver() {
    apt.detect = () -> some(() -> Future.succeededFuture(true));
    apt.refresh = () -> some(Future::succeededFuture);
    apt.reboot = () -> some(() -> Future.succeededFuture(verdict()));
    apt.list = () -> some(this::list);
    apt.upgrade = (options, listener) -> upgrade(listener);
    apt.resumeOf = job -> (options, listener) -> watch(job);
    store.before = snapshot -> some(Future::succeededFuture);
  }

  /** What a host answers to a command. */
  Future<CommandResult> answer(Command command) {
    return some(() -> "reboot".equals(command.title()) ? boots() : usual(command));
  }

  private Future<CommandResult> usual(Command command) {
    return command.asRoot() ? FakeExecutor.usual(command) : FakeExecutor.booted(boot);
  }

  /** A host that hears the command may be up in another boot, or not have done it. */
  private synchronized Future<CommandResult> boots() {
    boot = random.nextInt(4) == 0 ? boot : new UUID(random.nextLong(), 0).toString();
    return FakeExecutor.says("");
  }

  /** How often a job was started while another was running. */
  int overlaps() {
    return overlaps.get();
  }

  /** From now on everything answers at once and well; what was late comes now. */
  void behave() {
    synchronized (this) {
      behaving = true;
    }
    while (completeOne()) {
      Thread.onSpinWait();
    }
  }

  /** Completes one of the answers that were kept back, at times from a thread of its own. */
  boolean completeOne() {
    Runnable one;
    boolean foreign;
    synchronized (this) {
      if (late.isEmpty()) {
        return false;
      }
      one = late.remove(random.nextInt(late.size()));
      foreign = random.nextInt(4) == 0;
    }
    if (foreign) {
      join(new Thread(one));
    } else {
      one.run();
    }
    return true;
  }

  /** The jobs that were allowed to start and whose end nobody has heard. */
  Set<JobRef> live() {
    return Set.copyOf(jobs);
  }

  private <T> Future<T> some(Supplier<Future<T>> usual) {
    return some(usual, trouble);
  }

  /** Answers well but for so many of a hundred times. */
  private synchronized <T> Future<T> some(Supplier<Future<T>> usual, int percent) {
    if (behaving || random.nextInt(100) >= percent) {
      return usual.get();
    }
    switch (random.nextInt(8)) {
      case 0:
        return bad(FailureKind.PACKAGES_LOCKED);
      case 1:
        return bad(FailureKind.CONNECTION_LOST);
      case 2:
        return Future.failedFuture(new IOException("planted"));
      case 3:
        throw new IllegalStateException("planted");
      default:
        Promise<T> promise = Promise.promise();
        Supplier<Future<T>> end = random.nextBoolean() ? usual : () -> bad(FailureKind.INTERNAL);
        late.add(() -> end.get().onComplete(promise));
        return promise.future();
    }
  }

  private synchronized Future<PackageInventory> list() {
    apt.upgradable = random.nextBoolean() ? List.of() : List.of(FakeManager.upgradable("hello"));
    return apt.inventory();
  }

  private Future<UpdateResult> upgrade(UpgradeListener listener) {
    JobRef job = new JobRef("apt", "install", "job-" + nextInt(), "digest");
    return listener
        .jobStarting(job)
        .compose(
            done -> {
              listener.progress("hello", nextInt());
              return begin(job) ? watch(job) : Promise.<UpdateResult>promise().future();
            });
  }

  private synchronized boolean begin(JobRef job) {
    if (!dead) {
      overlaps.addAndGet(jobs.size());
      jobs.add(job);
    }
    return !dead;
  }

  private synchronized void over(JobRef job) {
    if (!dead) {
      jobs.remove(job);
    }
  }

  /** Its controller is dead: what it still does happens on no host. */
  synchronized void die() {
    dead = true;
  }

  private Future<UpdateResult> watch(JobRef job) {
    return RandomPorts.this
        .<UpdateResult>some(() -> Future.succeededFuture(result()), 60)
        .onSuccess(done -> over(job));
  }

  private synchronized int nextInt() {
    return random.nextInt();
  }

  private synchronized RebootVerdict verdict() {
    return new RebootVerdict(Verdict.values()[random.nextInt(3)], List.of());
  }

  private static UpdateResult result() {
    return new UpdateResult("apt", UpdateResult.Outcome.UPDATED, List.of(), List.of(), null);
  }

  private static <T> Future<T> bad(FailureKind kind) {
    return Future.failedFuture(new TendhostException(kind, null, "planted"));
  }

  private static void join(Thread thread) {
    thread.start();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
