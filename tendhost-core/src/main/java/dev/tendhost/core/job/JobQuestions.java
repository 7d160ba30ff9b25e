package dev.tendhost.core.job;

import dev.tendhost.api.FleetError;
import dev.tendhost.core.error.TendhostException;
import dev.tendhost.core.job.Asking.Attempt;
import dev.tendhost.core.job.JobScripts.Question;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** What a host can be asked about its jobs, and how its answers are read. */
final class JobQuestions {
  /** Bytes of a file that is read as a whole, at a time. */
  static final int PAGE = 1 << 20;

  private final Asking.Host host;
  private final JobOptions options;
  private final JobScripts scripts;
  private final AtomicBoolean reached = new AtomicBoolean();

  JobQuestions(Asking.Host host, JobOptions options, JobScripts scripts) {
    this.host = host;
    this.options = options;
    this.scripts = scripts;
  }

  Future<Void> start(JobSpec job) {
    Asking<Boolean> asking =
        asking(nonce -> new Attempt<>(scripts.start(nonce, job), result -> started(nonce, result)));
    return ask("start job " + job.id(), asking)
        .<Void>mapEmpty()
        .recover(thrown -> Future.failedFuture(notStarted(job, thrown, asking.open())));
  }

  Future<Looked> look(String id, Question question) {
    return ask("look at job " + id, looking(new Retries(reached), id, question));
  }

  Future<Optional<String>> read(String id, String file, int limit) {
    return read(id, file, limit, new ByteArrayOutputStream());
  }

  /** Its result is not judged here: only what kept it from being run is a reason to ask again. */
  Future<CommandResult> ask(Command question) {
    Asking<CommandResult> asking = asking(nonce -> new Attempt<>(question, result -> result));
    return ask("look at the host", asking);
  }

  Future<Integer> clean(Duration olderThan) {
    Asking<Integer> asking =
        asking(
            nonce ->
                new Attempt<>(scripts.clean(nonce, olderThan), result -> removed(nonce, result)));
    return ask("clean up jobs", asking);
  }

  Follow follow(String id, List<String> files, JobListener listener) {
    Retries retries = new Retries(reached);
    return new Follow(id, files, listener, host, what -> looking(retries, id, what));
  }

  private Future<Optional<String>> read(
      String id, String file, int limit, ByteArrayOutputStream read) {
    Question question = new Question(0, 0, PAGE, false, List.of(file + ":" + read.size()));
    return look(id, question)
        .compose(
            looked -> {
              if (looked.chunks().isEmpty() || looked.chunks().get(0).size() < 0) {
                return Future.succeededFuture(Optional.empty());
              }
              Looked.Chunk chunk = looked.chunks().get(0);
              if (chunk.size() > limit) {
                return Future.failedFuture(host.failures().tooLong(file, chunk.size(), limit));
              }
              read.writeBytes(chunk.bytes());
              return read.size() < chunk.size()
                  ? read(id, file, limit, read)
                  : Future.succeededFuture(Optional.of(read.toString(StandardCharsets.UTF_8)));
            });
  }

  private Asking<Looked> looking(Retries retries, String id, Question question) {
    AtomicBoolean again = new AtomicBoolean();
    return new Asking<>(
        host,
        retries,
        () -> {
          String nonce = nonce();
          Question asked = again.getAndSet(true) ? question.modest() : question;
          Command command = scripts.look(nonce, id, asked);
          return new Attempt<>(command, result -> looked(nonce, asked, result));
        });
  }

  private <T> Asking<T> asking(Function<String, Attempt<T>> attempt) {
    return new Asking<>(host, new Retries(reached), () -> attempt.apply(nonce()));
  }

  private <T> Future<T> ask(String what, Asking<T> asking) {
    Promise<T> answer = Promise.promise();
    Duration patience = options.patience();
    Runnable cancel =
        host.timers()
            .after(
                patience,
                () -> {
                  asking.giveUp();
                  answer.tryFail(asking.failure(what, patience));
                });
    asking
        .begin()
        .onComplete(
            ended -> {
              cancel.run();
              if (ended.succeeded()) {
                answer.tryComplete(ended.result());
              } else {
                answer.tryFail(ended.cause());
              }
            });
    return answer.future();
  }

  private boolean started(String nonce, CommandResult result) {
    List<String> lines = reply(nonce, result).lines();
    if (lines.size() == 1 && lines.get(0).startsWith("undecided")) {
      throw host.failures().undecided(lines.get(0));
    }
    if (!lines.equals(List.of("started"))) {
      throw host.failures().unparsable(result);
    }
    return true;
  }

  /** A refusal is no proof that nothing was run if an earlier attempt is open. */
  private Throwable notStarted(JobSpec job, Throwable thrown, Optional<FleetError> open) {
    FleetError error = TendhostException.errorOf(thrown, null);
    return open.isEmpty() || !JobFailures.provesOnlyOneAttempt(error)
        ? thrown
        : host.failures().leftOpen(job.id(), open.get(), error);
  }

  private int removed(String nonce, CommandResult result) {
    List<String> lines = reply(nonce, result).lines();
    try {
      return Integer.parseInt(lines.get(0).substring("removed ".length()));
    } catch (IndexOutOfBoundsException | NumberFormatException garbled) {
      throw host.failures().unparsable(result);
    }
  }

  private Looked looked(String nonce, Question question, CommandResult result) {
    return Looked.of(reply(nonce, result), question)
        .orElseThrow(() -> host.failures().unparsable(result));
  }

  private Reply reply(String nonce, CommandResult result) {
    Reply reply = Reply.of(nonce, result).orElseThrow(() -> host.failures().unparsable(result));
    reply
        .refusal()
        .ifPresent(
            reason -> {
              throw host.failures().refused(reason);
            });
    return reply;
  }

  private static String nonce() {
    return UUID.randomUUID().toString();
  }
}
