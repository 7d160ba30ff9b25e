package dev.tendhost.core.job;

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
    String nonce = nonce();
    Command command = scripts.start(nonce, job);
    return ask("start job " + job.id(), command, result -> started(nonce, result)).mapEmpty();
  }

  Future<Looked> look(String id, Question question) {
    String nonce = nonce();
    Command command = scripts.look(nonce, id, question);
    return ask("look at job " + id, command, result -> looked(nonce, question, result));
  }

  Future<Optional<String>> read(String id, String file, int limit) {
    return read(id, file, limit, new ByteArrayOutputStream());
  }

  Future<Integer> clean(Duration olderThan) {
    String nonce = nonce();
    Command command = scripts.clean(nonce, olderThan);
    return ask("clean up jobs", command, result -> removed(nonce, result));
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
    String nonce = nonce();
    Command command = scripts.look(nonce, id, question);
    return new Asking<>(host, retries, command, result -> looked(nonce, question, result));
  }

  private <T> Future<T> ask(String what, Command command, Function<CommandResult, T> reading) {
    Promise<T> answer = Promise.promise();
    Asking<T> asking = new Asking<>(host, new Retries(reached), command, reading);
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
    if (!reply(nonce, result).lines().equals(List.of("started"))) {
      throw host.failures().unparsable(result);
    }
    return true;
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
