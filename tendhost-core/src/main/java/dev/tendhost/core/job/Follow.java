package dev.tendhost.core.job;

import dev.tendhost.core.job.JobScripts.Question;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches one job: one look after the other, each of which waits on the host for news. A look that
 * is not answered changes nothing here, so the next one asks for the same bytes again.
 */
final class Follow {
  /** Bytes of a file that a look asks for as long as it does not know of more. */
  static final int CHUNK = Question.LITTLE;

  /** Bytes of all files together that a look asks for at most. */
  static final int MOST = 1 << 20;

  /** Seconds that a look waits for news. */
  static final int WAIT = 20;

  /** Seconds that a job which is not there has to come before it is given up. */
  static final int GRACE = 5;

  private static final Logger LOG = LoggerFactory.getLogger(Follow.class);

  private final String id;
  private final List<FileTail> tails;
  private final JobListener listener;
  private final Asking.Host host;
  private final Function<Question, Asking<Looked>> looks;
  private final Promise<JobVerdict> verdict = Promise.promise();
  private final AtomicInteger turns = new AtomicInteger();
  private Runnable cancelDeadline = () -> {};
  private @Nullable Asking<Looked> current;
  private boolean over;
  private boolean seal;
  private int rest;
  private int chunk = CHUNK;
  private int most;

  Follow(
      String id,
      List<String> files,
      JobListener listener,
      Asking.Host host,
      Function<Question, Asking<Looked>> looks) {
    this.id = id;
    this.tails = files.stream().map(FileTail::new).toList();
    this.listener = guarded(listener);
    this.host = host;
    this.looks = looks;
    this.most = Math.max(CHUNK, MOST / Math.max(1, files.size()));
  }

  void begin(Duration deadline) {
    Runnable cancel = host.timers().after(deadline, () -> end(done -> fail(done, deadline)));
    synchronized (this) {
      cancelDeadline = cancel;
    }
    next();
  }

  Future<JobVerdict> verdict() {
    return verdict.future();
  }

  void stop() {
    end(done -> done.tryFail(host.failures().stopped(id)));
  }

  private void fail(Promise<JobVerdict> done, Duration deadline) {
    done.tryFail(host.failures().deadline(id, deadline));
  }

  /** One look after the other without a deeper stack each, also if they are answered at once. */
  private void next() {
    if (turns.getAndIncrement() == 0) {
      do {
        look();
      } while (turns.decrementAndGet() > 0);
    }
  }

  private void look() {
    Asking<Looked> asking;
    synchronized (this) {
      if (over) {
        return;
      }
      List<String> files = tails.stream().map(FileTail::word).toList();
      asking = looks.apply(new Question(rest, WAIT, chunk, seal, files));
      current = asking;
    }
    asking.begin().onComplete(this::heard, thrown -> end(done -> done.tryFail(thrown)));
  }

  private void heard(Looked looked) {
    if (tell(looked)) {
      end(done -> done.tryComplete(looked.verdict()));
    } else {
      next();
    }
  }

  /** Returns whether all is told. The lock keeps lines from being told after the end. */
  private synchronized boolean tell(Looked looked) {
    if (over) {
      return false;
    }
    int longest = 0;
    for (int i = 0; i < looked.chunks().size(); i++) {
      longest = Math.max(longest, looked.chunks().get(i).bytes().length);
      tails.get(i).take(looked.chunks().get(i), looked.settled(), listener);
    }
    boolean more = !looked.chunks().isEmpty() && tails.stream().anyMatch(FileTail::hasMore);
    // Who writes all the time is read once a second.
    rest = looked.verdict().state() == JobState.UNKNOWN ? GRACE : longest > 0 && !more ? 1 : 0;
    // It had the time of one look to start: from now on it must not.
    seal = looked.verdict().state().over() && !looked.settled();
    grow(longest, more);
    boolean all = looked.settled() && !more;
    if (all) {
      tails.forEach(tail -> tail.flush(listener));
    }
    return all;
  }

  /** A link that had to be asked again for less is asked for less from then on. */
  private void grow(int longest, boolean more) {
    if (more && longest < chunk) {
      most = Math.max(CHUNK, chunk / 4);
    }
    chunk = more ? Math.min(most, 4 * Math.max(longest, CHUNK)) : CHUNK;
  }

  private void end(Consumer<Promise<JobVerdict>> how) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      cancelDeadline.run();
      if (current != null) {
        current.giveUp();
      }
    }
    how.accept(verdict);
  }

  private JobListener guarded(JobListener told) {
    return new JobListener() {
      @Override
      public void line(String file, String line) {
        guard(() -> told.line(file, line));
      }

      @Override
      public void shrunk(String file) {
        guard(() -> told.shrunk(file));
      }
    };
  }

  private void guard(Runnable call) {
    if (over) {
      return;
    }
    try {
      call.run();
    } catch (RuntimeException | Error thrown) {
      LOG.atWarn().addKeyValue("job", id).setCause(thrown).log("a listener of a job failed");
    }
  }
}
